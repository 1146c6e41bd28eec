import Dispatch

/// Keeps a change under way, and so the changes that come after it waiting, until a test opens it.
final class Gate: Sendable {
  private let isReached = DispatchSemaphore(value: 0)
  private let isOpen = DispatchSemaphore(value: 0)

  /// Called in the body of the change.
  func pass() {
    isReached.signal()
    isOpen.wait()
  }

  /// Returns when the change is under way.
  func awaitArrival() async {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "gate").async {
        self.isReached.wait()
        continuation.resume()
      }
    }
  }

  func open() {
    isOpen.signal()
  }
}
