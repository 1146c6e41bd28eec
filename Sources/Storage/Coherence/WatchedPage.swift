import Glibc
import Synchronization

/// The page that a reader has open, as it stood at its path when the reader last looked there.
struct WatchedPage: ~Copyable {
  private var descriptor: CInt = -1
  /// The counters in memory, of a page of one's own service.
  private var counters: UnsafeMutablePointer<Atomic<UInt64>>?
  private var place: FileStatus?
  private var generation: UInt64 = 0
  /// The moment that the two below are of.
  private var moment: UInt64?
  /// Whether the page is taken to be in its place.
  private var isInPlace = false
  /// When its place is looked at again.
  private var trustedUntil: ContinuousClock.Instant?
  private var seen: [(slot: Int, version: AppVersion)] = []
  private let isOwn: Bool
  private let clock: PageClock

  /// More are not worth looking through.
  private static let mostSeen = 8

  init(isOwn: Bool, clock: PageClock) {
    self.isOwn = isOwn
    self.clock = clock
  }

  deinit {
    giveBack()
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
    let now = clock.now()
    if let trustedUntil, now < trustedUntil { return true }
    guard let status = FileStatus(descriptor: descriptor), status == place else { return false }
    trustedUntil = now + ChangePage.trust
    return true
  }

  private func read(_ slot: Int) -> AppVersion? {
    guard let counter = counter(slot), counter & ChangePage.underWayMask == 0 else { return nil }
    return AppVersion(generation: generation, counter: counter)
  }

  private func counter(_ slot: Int) -> UInt64? {
    if let counters { return counters[slot].load(ordering: .sequentiallyConsistent) }
    let size = MemoryLayout<UInt64>.size
    var counter: UInt64 = 0
    return pread(descriptor, &counter, size, off_t(slot * size)) == size ? counter : nil
  }

  /// Looks at the path, and opens what stands there unless it is open already.
  mutating func follow(_ path: String, _ owner: uid_t?) {
    isInPlace = false
    trustedUntil = nil
    seen.removeAll(keepingCapacity: true)
    place = FileStatus(path: path)
    guard let place, place.isWholePage, owner == nil || owner == place.owner else { return release() }
    if FileStatus(descriptor: descriptor)?.isSameFile(as: place) == true { return }
    release()
    // What has come to the path since then is not waited for, and not the file that it is compared with.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    generation += 1
    if isOwn { map() }
  }

  private mutating func map() {
    guard FileStatus(descriptor: descriptor)?.isWholePage == true else { return }
    let memory = mmap(nil, ChangePage.countersLength, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let memory, memory != MAP_FAILED else { return }
    counters = ChangePage.counters(in: memory)
  }

  private mutating func release() {
    giveBack()
    counters = nil
    descriptor = -1
  }

  private func giveBack() {
    if let counters { munmap(counters, ChangePage.countersLength) }
    if descriptor >= 0 { close(descriptor) }
  }
}
