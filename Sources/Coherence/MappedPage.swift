import Glibc
import Synchronization

/// A change page as the service that owns it sees it: shared with the service's other instances, open as long as this
/// lives.
///
/// Each instance holds a shared lock on the file. Who finds itself alone settles what a killed instance left under way.
final class MappedPage: @unchecked Sendable {
  private let descriptor: CInt
  private let counters: UnsafeMutablePointer<Atomic<UInt64>>

  /// Opens the page, makes it if there is none, and raises every counter: what was answered before this start may be
  /// wrong.
  init(path: String) throws(ChangePageError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw ChangePageError(path, errno) }
    guard fchmod(descriptor, 0o644) == 0, ftruncate(descriptor, ChangePage.length) == 0,
      let memory = mmap(nil, ChangePage.length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), memory != MAP_FAILED
    else {
      let number = errno
      close(descriptor)
      throw ChangePageError(path, number)
    }
    self.descriptor = descriptor
    // An atomic is laid out as the integer it holds.
    counters = memory.bindMemory(to: Atomic<UInt64>.self, capacity: ChangePage.slotCount)
    let isAlone = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    if isAlone { settleAll() }
    // Waits for an instance that is settling.
    flock(descriptor, LOCK_SH)
    if !isAlone { for slot in 0..<ChangePage.slotCount { add(ChangePage.oneDone, to: slot) } }
  }

  deinit {
    munmap(counters, ChangePage.length)
    close(descriptor)
  }

  /// Whether others look at this page.
  var isInPlace: Bool { ChangePage.isInPlace(descriptor) }

  func add(_ amount: UInt64, to slot: Int) {
    counters[slot].wrappingAdd(amount, ordering: .sequentiallyConsistent)
  }

  private func settleAll() {
    for slot in 0..<ChangePage.slotCount {
      let counter = counters[slot].load(ordering: .sequentiallyConsistent)
      counters[slot].store(
        (counter & ~ChangePage.underWayMask) &+ ChangePage.oneDone, ordering: .sequentiallyConsistent)
    }
  }
}
