import CLinux
import Glibc
import SystemCalls

/// Tells which connections have something to read, or room to write again (epoll(7)).
final class Poller {
  private let descriptor: CInt
  private let connections: [LoadConnection]
  private var awaitsRoom: [Bool]
  private var events = [epoll_event](repeating: epoll_event(), count: 256)

  init(_ connections: [LoadConnection]) throws(SystemError) {
    self.connections = connections
    awaitsRoom = connections.map { _ in false }
    descriptor = epoll_create1(CInt(EPOLL_CLOEXEC))
    guard descriptor >= 0 else { throw SystemError("make an epoll instance") }
    for index in connections.indices { try control(EPOLL_CTL_ADD, index) }
  }

  deinit { close(descriptor) }

  /// Begins or ends to wake for room to write.
  func awaitRoom(_ awaits: Bool, for index: Int) throws(SystemError) {
    guard awaits != awaitsRoom[index] else { return }
    awaitsRoom[index] = awaits
    try control(EPOLL_CTL_MOD, index)
  }

  /// Waits for events.
  func wait() throws -> ArraySlice<epoll_event> {
    let count = epoll_wait(descriptor, &events, CInt(events.count), CInt(LoadConnection.patience * 1000))
    guard count != 0 else { throw LoadFault("no reply within \(LoadConnection.patience) s") }
    guard count > 0 || errno == EINTR else { throw SystemError("wait for replies") }
    return events.prefix(Int(max(0, count)))
  }

  /// The number of the connection that it is about.
  static func index(of event: epoll_event) -> Int { Int(event.data.u32) }

  /// Whether there is something to read, be it the end of the stream.
  static func tellsInput(_ event: epoll_event) -> Bool {
    event.events & (EPOLLIN.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
  }

  private func control(_ operation: CInt, _ index: Int) throws(SystemError) {
    var event = epoll_event()
    event.events = EPOLLIN.rawValue | (awaitsRoom[index] ? EPOLLOUT.rawValue : 0)
    event.data.u32 = UInt32(index)
    let result = epoll_ctl(descriptor, operation, connections[index].descriptor, &event)
    guard result == 0 else { throw SystemError("watch a connection") }
  }
}
