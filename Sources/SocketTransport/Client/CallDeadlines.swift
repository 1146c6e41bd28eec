import NIOCore
import WireProtocol

/// Ends the calls of a client whose time is over. One timer does for all of them: nearly every call is answered long
/// before. Lives on its event loop.
final class CallDeadlines {
  private let service: ServiceName
  private let loop: any EventLoop
  private var calls: [PendingCall] = []
  /// How many calls there may be before those that are settled are left out.
  private var room = smallestRoom
  private var timer: Scheduled<Void>?
  private var nextLook = NIODeadline.distantFuture

  private static let smallestRoom = 64

  /// - Parameter service: Named to who has waited in vain.
  init(of service: ServiceName, on loop: any EventLoop) {
    self.service = service
    self.loop = loop
  }

  func watch(_ call: PendingCall) {
    if calls.count >= room {
      calls.removeAll(where: \.isSettled)
      room = max(Self.smallestRoom, 2 * calls.count)
    }
    calls.append(call)
    look(at: call.deadline)
  }

  private func look(at deadline: NIODeadline) {
    guard deadline < nextLook else { return }
    timer?.cancel()
    nextLook = deadline
    timer = loop.assumeIsolated().scheduleTask(deadline: deadline) { [self] in endLateCalls() }
  }

  private func endLateCalls() {
    nextLook = .distantFuture
    let now = loop.now
    for call in calls where call.deadline <= now { call.fail(ServiceError(lateAnswerOf: service)) }
    calls.removeAll(where: \.isSettled)
    if let next = calls.map(\.deadline).min() { look(at: next) }
  }
}

extension ServiceError {
  init(lateAnswerOf service: ServiceName) {
    self.init(.deadlineExceeded, "\(service.rawValue) did not answer in time", service: service.rawValue)
  }
}
