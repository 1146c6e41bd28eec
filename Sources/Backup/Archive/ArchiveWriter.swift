import WireProtocol

/// Writes entries: the length of the header in 4 bytes, big-endian, the header as JSON, the content.
struct ArchiveWriter: ~Copyable {
  private var output: SealedOutput

  init(_ file: OpenFile, passphrase: Sensitive) throws {
    let header = ArchiveHeader()
    try self.init(file, header, header.seal(passphrase))
  }

  init(_ file: OpenFile, _ header: ArchiveHeader, _ seal: ChunkSeal) throws {
    output = try SealedOutput(file, header: header, seal: seal)
  }

  mutating func write(_ entry: ArchiveEntry, _ content: [UInt8]) throws {
    try begin(entry)
    try output.write(content)
  }

  /// - Parameter file: Has as many bytes as the entry says.
  mutating func write(_ entry: ArchiveEntry, contentOf file: OpenFile) throws {
    try begin(entry)
    var rest = entry.size
    while rest > 0 {
      let bytes = try file.read(min(rest, ChunkSeal.chunkLength))
      guard !bytes.isEmpty else { throw BackupFault("\(entry.name) became shorter as it was backed up; try again") }
      try output.write(bytes)
      rest -= bytes.count
    }
  }

  consuming func finish() throws {
    try output.finish()
  }

  private mutating func begin(_ entry: ArchiveEntry) throws {
    let header = try MessageWriter.json(entry)
    try output.write((0..<4).reversed().map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header)
  }
}
