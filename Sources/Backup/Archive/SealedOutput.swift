/// What is written is encrypted and put into a file.
struct SealedOutput: ~Copyable {
  private let file: OpenFile
  private var seal: ChunkSeal
  private var waiting: [UInt8] = []

  /// Writes the header.
  init(_ file: OpenFile, header: ArchiveHeader, seal: ChunkSeal) throws {
    try file.write(header.bytes)
    self.file = file
    self.seal = seal
  }

  mutating func write(_ bytes: [UInt8]) throws {
    waiting += bytes
    // What may be the last chunk is kept.
    var rest = waiting[...]
    while rest.count > ChunkSeal.chunkLength {
      try Task.checkCancellation()
      try file.write(seal.seal(Array(rest.prefix(ChunkSeal.chunkLength)), isLast: false))
      rest = rest.dropFirst(ChunkSeal.chunkLength)
    }
    waiting = Array(rest)
  }

  /// Writes the last chunk, and returns when all is on disk.
  consuming func finish() throws {
    try file.write(seal.seal(waiting, isLast: true))
    try file.finish()
  }
}
