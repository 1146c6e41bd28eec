import Glibc

/// Which file this is, whose it is, and when it was last touched. Equal for one file: it was neither written, renamed,
/// removed nor given away in between, as far as the clock of its file system tells.
struct FileStatus: Equatable {
  let device: UInt64
  let inode: UInt64
  /// In bytes.
  let size: Int64
  let owner: uid_t
  let isRegular: Bool
  /// In nanoseconds since 1970: of the content, and of anything about the file.
  let modified: Int64
  private let changed: Int64
  /// Names that lead to the file.
  private let links: UInt64

  /// Of an open file; `nil` if the descriptor is none.
  init?(descriptor: CInt) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Of what stands at a path, a symbolic link itself included; `nil` if nothing does that can be seen.
  init?(path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    owner = status.st_uid
    isRegular = status.st_mode & S_IFMT == S_IFREG
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
    links = UInt64(status.st_nlink)
  }

  func isSameFile(as other: FileStatus) -> Bool {
    device == other.device && inode == other.inode
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
