/// A closed database as it is on disk. Equal states: nobody has written to it or replaced it in between.
struct DatabaseState: Equatable {
  private let device: UInt64
  private let inode: UInt64
  /// In bytes.
  private let size: UInt64
  /// In nanoseconds since 1970.
  private let modified: UInt64

  /// - Returns: `nil` without a database, and beside a write-ahead log, which may hold more than the database does.
  init?(path: String) {
    guard FileStatus(path: "\(path)-wal") == nil, let file = FileStatus(path: path) else { return nil }
    device = file.device
    inode = file.inode
    size = UInt64(bitPattern: file.size)
    modified = UInt64(bitPattern: file.modified)
  }
}

/// The form that a page's header holds.
extension DatabaseState {
  static let wordCount = 4

  init?(words: [UInt64]) {
    // No file has the inode 0.
    guard words.count == Self.wordCount, words[1] != 0 else { return nil }
    device = words[0]
    inode = words[1]
    size = words[2]
    modified = words[3]
  }

  var words: [UInt64] { [device, inode, size, modified] }
}
