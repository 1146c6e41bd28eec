import Glibc
import Synchronization
package import WireProtocol

/// Sees whether anything about an app may have changed in another service; the reading side of ``ChangeSignal``.
///
/// The page is read, not mapped: nothing that its owner does to the file can harm the reader.
package final class ChangeWatch: Sendable {
  fileprivate struct Page {
    var descriptor: CInt = -1
    /// How many files have been opened, as a new one starts counting anew.
    var generation: UInt64 = 0
  }

  private let path: String
  private let page = Mutex(Page())

  package init(path: String) {
    self.path = path
  }

  deinit {
    page.withLock { if $0.descriptor >= 0 { close($0.descriptor) } }
  }

  /// The state of what the service knows of an app: note it before you ask.
  /// - Returns: `nil` while that can't be told. Then every answer is good for this once only.
  package func version(of app: AppSID) -> AppVersion? {
    page.withLock { page in
      if !ChangePage.isInPlace(page.descriptor) { page.reopen(path) }
      guard page.descriptor >= 0 else { return nil }
      var counter: UInt64 = 0
      let size = MemoryLayout<UInt64>.size
      guard pread(page.descriptor, &counter, size, ChangePage.slot(of: app) * size) == size,
        counter & ChangePage.underWayMask == 0
      else {
        return nil
      }
      return AppVersion(generation: page.generation, counter: counter)
    }
  }
}

extension ChangeWatch.Page {
  fileprivate mutating func reopen(_ path: String) {
    if descriptor >= 0 { close(descriptor) }
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    generation += 1
  }
}

/// The state of what one service, or several, know of an app. Equal versions: nothing has changed in between.
package struct AppVersion: Equatable, Sendable {
  fileprivate let generation: UInt64
  fileprivate let counter: UInt64

  /// Of two services. Neither part ever falls, so the sum is the same only as long as both are.
  package static func + (left: AppVersion, right: AppVersion) -> AppVersion {
    AppVersion(generation: left.generation &+ right.generation, counter: left.counter &+ right.counter)
  }
}
