import Glibc

/// The page that a reader has open, as it stood at its path when the reader last looked there.
struct WatchedPage: ~Copyable {
  private var descriptor: CInt = -1
  private var place: FileStatus?
  private var generation: UInt64 = 0
  /// The moment that the two below are of.
  private var moment: UInt64?
  /// Whether the page is taken to be in its place.
  private var isInPlace = false
  /// When its place is looked at again.
  private var trustedUntil: ContinuousClock.Instant?
  private var seen: [(slot: Int, version: AppVersion)] = []
  private let now: @Sendable () -> ContinuousClock.Instant

  /// More are not worth looking through.
  private static let mostSeen = 8

  init(now: @escaping @Sendable () -> ContinuousClock.Instant) {
    self.now = now
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Forgets what was seen in another moment.
  /// - Parameter present: `nil` where nothing tells whether anything is new; then the place is looked at as well.
  mutating func begin(_ present: UInt64?) {
    guard present == nil || present != moment else { return }
    moment = present
    if present == nil { trustedUntil = nil }
    isInPlace = false
    seen.removeAll(keepingCapacity: true)
  }

  /// - Returns: `nil` while a change is under way, and where another page may stand at the path by now.
  mutating func version(_ slot: Int) -> AppVersion? {
    if let known = seen.first(where: { $0.slot == slot }) { return known.version }
    if !isInPlace { isInPlace = isTrusted() }
    guard isInPlace else { return nil }
    guard let version = read(slot) else { return nil }
    if seen.count < Self.mostSeen { seen.append((slot, version)) }
    return version
  }

  /// Whether this is the page in its place, or was so short a time ago that nothing was acknowledged on another since.
  private mutating func isTrusted() -> Bool {
    // Before the look: whatever comes to the place later is younger.
    let now = now()
    if let trustedUntil, now < trustedUntil { return true }
    guard let status = FileStatus(descriptor: descriptor), status == place else { return false }
    trustedUntil = now + ChangePage.trust
    return true
  }

  private func read(_ slot: Int) -> AppVersion? {
    let size = MemoryLayout<UInt64>.size
    var counter: UInt64 = 0
    guard pread(descriptor, &counter, size, off_t(slot * size)) == size, counter & ChangePage.underWayMask == 0 else {
      return nil
    }
    return AppVersion(generation: generation, counter: counter)
  }

  /// Looks at the path, and opens what stands there unless it is open already.
  mutating func follow(_ path: String, _ owner: uid_t?) {
    isInPlace = false
    trustedUntil = nil
    seen.removeAll(keepingCapacity: true)
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
