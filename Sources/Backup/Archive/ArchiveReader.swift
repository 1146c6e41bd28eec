import JSON
import WireProtocol

/// Reads entries one after the other.
struct ArchiveReader: ~Copyable {
  private var input: SealedInput

  private static let longestHeader = 65_536

  init(_ file: OpenFile, passphrase: Sensitive) throws {
    try self.init(file) { header in try header.seal(passphrase) }
  }

  /// - Parameter seal: Makes what opens an archive of its header.
  init(_ file: OpenFile, seal: (ArchiveHeader) throws -> ChunkSeal) throws {
    let header = try ArchiveHeader(file.read(ArchiveHeader.length))
    input = try SealedInput(file, seal: seal(header))
  }

  /// - Returns: `nil` at the end of the archive, which nobody has cut short then.
  mutating func next() throws -> ArchiveEntry? {
    let length = try input.read(4)
    if length.isEmpty { return nil }
    let header = try bytes(length.reduce(0) { $0 << 8 | Int($1) }, atMost: Self.longestHeader)
    do {
      let document = try JSONDocument(header, limits: JSONLimits(depth: 4))
      return try MessageReader.read(ArchiveEntry.self, from: document.root, unknownMembers: .ignored)
    } catch { throw BackupFault("the backup has an entry that this release can't read; restore it with a newer one") }
  }

  /// The content of the entry that was read last, unless it is a database.
  mutating func content(of entry: ArchiveEntry) throws -> [UInt8] {
    try bytes(entry.size, atMost: ArchiveEntry.longestContent)
  }

  /// Writes the content of the entry that was read last.
  mutating func copyContent(of entry: ArchiveEntry, to file: OpenFile) throws {
    var rest = entry.size
    while rest > 0 {
      let bytes = try bytes(min(rest, ChunkSeal.chunkLength), atMost: ChunkSeal.chunkLength)
      try file.write(bytes)
      rest -= bytes.count
    }
  }

  private mutating func bytes(_ count: Int, atMost limit: Int) throws -> [UInt8] {
    guard (0...limit).contains(count) else { throw BackupFault("the backup has an entry of \(count) bytes") }
    let bytes = try input.read(count)
    guard bytes.count == count else { throw BackupFault("the backup ends in the middle of an entry") }
    return bytes
  }
}
