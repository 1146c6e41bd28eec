import Glibc

/// The page that a reader has open, as it stood at its path when the reader last looked there.
struct WatchedPage: ~Copyable {
  private var descriptor: CInt = -1
  private var place: FileStatus?
  private var generation: UInt64 = 0

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// - Returns: `nil` while a change is under way, and where another page may stand at the path by now.
  func version(_ slot: Int) -> AppVersion? {
    guard let status = FileStatus(descriptor: descriptor), status == place else { return nil }
    let size = MemoryLayout<UInt64>.size
    var counter: UInt64 = 0
    guard pread(descriptor, &counter, size, off_t(slot * size)) == size, counter & ChangePage.underWayMask == 0 else {
      return nil
    }
    return AppVersion(generation: generation, counter: counter)
  }

  /// Looks at the path, and opens what stands there unless it is open already.
  mutating func follow(_ path: String, _ owner: uid_t?) {
    place = FileStatus(path: path)
    guard let place, place.isRegular, owner == nil || owner == place.owner else { return release() }
    if FileStatus(descriptor: descriptor)?.isSameFile(as: place) == true { return }
    release()
    // What has come to the path since then is not waited for, and not the file that it is compared with.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    generation += 1
  }

  private mutating func release() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }
}
