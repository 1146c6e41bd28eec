import Glibc
import Synchronization

/// A change page as the service that owns it sees it: shared with the service's other instances, open as long as this
/// lives.
final class MappedPage: @unchecked Sendable {
  private let path: String
  private let descriptor: CInt
  private let clock: PageClock
  private let opened: ContinuousClock.Instant
  private let counters: UnsafeMutablePointer<Atomic<UInt64>>

  /// Opens the page that stands at the path, or makes one.
  init(path: String, clock: PageClock) throws(ChangePageError) {
    let file = try PageFile(path: path)
    self.path = path
    self.clock = clock
    opened = clock.now()
    descriptor = file.descriptor
    counters = ChangePage.counters(in: file.memory)
  }

  deinit {
    munmap(counters, ChangePage.countersLength)
    close(descriptor)
  }

  /// Whether this is the page that readers open.
  var isInPlace: Bool {
    guard let own = FileStatus(descriptor: descriptor), let found = FileStatus(path: path) else { return false }
    return own.isSameFile(as: found) && own.isWholePage
  }

  /// Waits until no reader goes by the page that was in this one's place any more.
  func becomeKnown() {
    let rest = opened + ChangePage.trust - clock.now()
    if rest > .zero { clock.pause(rest) }
  }

  /// Whether all counters can be touched: what lies beyond the end of a file that was cut short can't.
  private var isWhole: Bool { FileStatus(descriptor: descriptor)?.isWholePage == true }

  /// Whether no change is under way.
  var isQuiet: Bool {
    isWhole && ChangePage.allSlots.allSatisfy { value(of: $0) & ChangePage.underWayMask == 0 }
  }

  /// Does nothing to a page that was cut short: no reader goes by it.
  func add(_ amount: UInt64, to slots: Range<Int>) {
    guard isWhole else { return }
    for slot in slots { counters[slot].wrappingAdd(amount, ordering: .sequentiallyConsistent) }
  }

  /// Ends every change that is under way, and raises every counter. Only for an instance that is alone: what is under
  /// way was a killed instance's.
  func settle() {
    for slot in ChangePage.allSlots {
      let settled = (value(of: slot) & ~ChangePage.underWayMask) &+ ChangePage.oneDone
      counters[slot].store(settled, ordering: .sequentiallyConsistent)
    }
  }

  /// Marks every app as changing, for good: a reader that still has this page open keeps nothing, and looks for the one
  /// in its place.
  func abandon() {
    guard isWhole else { return }
    for slot in ChangePage.allSlots {
      counters[slot].bitwiseOr(ChangePage.abandoned, ordering: .sequentiallyConsistent)
    }
  }

  private func value(of slot: Int) -> UInt64 {
    counters[slot].load(ordering: .sequentiallyConsistent)
  }
}

/// The header is not mapped: it is used at start and end only, and the first release's pages lack it.
extension MappedPage {
  var header: PageHeader {
    var words = [UInt64](repeating: 0, count: PageHeader.wordCount)
    let count = pread(descriptor, &words, PageHeader.length, off_t(ChangePage.countersLength))
    return count == PageHeader.length ? PageHeader(words: words) : PageHeader()
  }

  func write(_ header: PageHeader) throws(ChangePageError) {
    let count = pwrite(descriptor, header.words, PageHeader.length, off_t(ChangePage.countersLength))
    guard count == PageHeader.length else { throw ChangePageError(path, count < 0 ? errno : ENOSPC) }
  }
}
