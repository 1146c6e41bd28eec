/// Reads what ``SealedOutput`` has written. A byte that is returned is as it was written; that nothing is missing after
/// it is known at the end alone.
struct SealedInput: ~Copyable {
  private let file: OpenFile
  private var seal: ChunkSeal
  private var opened: ArraySlice<UInt8> = []
  /// The chunk that comes next, as it is in the file: whether it is the last one shows when it is followed by nothing.
  private var next: [UInt8]

  private static let sealedLength = ChunkSeal.chunkLength + ChunkSeal.tagLength

  /// - Parameter file: Read as far as behind the header.
  init(_ file: OpenFile, seal: ChunkSeal) throws {
    let first = try file.read(Self.sealedLength)
    guard !first.isEmpty else { throw BackupFault.cut }
    self.file = file
    self.seal = seal
    next = first
  }

  /// The next bytes; fewer than are asked for only at the end.
  mutating func read(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count, try fill() {
      let taken = opened.prefix(count - bytes.count)
      bytes += taken
      opened = opened.dropFirst(taken.count)
    }
    return bytes
  }

  /// - Returns: Whether there is anything more.
  private mutating func fill() throws -> Bool {
    guard opened.isEmpty else { return true }
    guard !next.isEmpty else { return false }
    try Task.checkCancellation()
    let sealed = next
    next = sealed.count < Self.sealedLength ? [] : try file.read(Self.sealedLength)
    opened = try seal.open(sealed, isLast: next.isEmpty)[...]
    return !opened.isEmpty
  }
}
