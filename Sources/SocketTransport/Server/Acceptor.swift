import CLinux
import Glibc
package import Logging
package import NIOCore
import NIOPosix
import Synchronization
package import SystemCalls

/// Accepts the connections of a listening socket, which other instances may share, on a thread of its own.
///
/// The event loop belongs to those who are connected: whoever connects and is turned away again and again takes none of
/// its time, and the thread gives way to the loop where both want a processor.
package final class Acceptor<Guest: Sendable>: Sendable {
  private struct State {
    var isHeld = false
    var isResting = false
    /// Connections that the loop has not taken up yet.
    var handedOver = 0
    var isRunning = false
    /// Called at the end of the thread; `nil` as long as it is to go on.
    var ended: (@Sendable () -> Void)?
  }

  private let socket: ListeningSocket
  private let loop: any EventLoop
  private let activity: ServerActivity
  private let logger: Logger
  private let reception: Reception<Guest>
  private let bell: CInt
  private let state = Mutex(State())

  /// Connections that wait for the loop at the most: who connects again and again takes no more than a part of each of
  /// its rounds.
  private static var mostHandedOver: Int { 4 }
  /// nice(1): a tenth of the loop's part of a processor.
  private static var niceness: CInt { 10 }

  /// - Throws: ``SystemError``.
  package init(
    _ socket: ListeningSocket, loop: any EventLoop, activity: ServerActivity, logger: Logger,
    _ reception: Reception<Guest>
  ) throws(SystemError) {
    self.socket = socket
    self.loop = loop
    self.activity = activity
    self.logger = logger
    self.reception = reception
    bell = eventfd(0, CInt(EFD_CLOEXEC) | CInt(EFD_NONBLOCK))
    guard bell >= 0 else { throw SystemError("make an eventfd") }
    try socket.neverWait()
  }

  deinit { close(bell) }

  /// Accepts from now on.
  /// - Throws: ``SystemError`` where the process may have no more threads.
  package func start() throws(SystemError) {
    state.withLock { $0.isRunning = true }
    activity.note(isListening: true)
    do throws(SystemError) { try OwnThread.start { self.run() } } catch {
      end()
      throw error
    }
  }

  /// Accepts no more.
  /// - Parameter ended: Called on the loop, once all that was accepted is served there. The socket is still open.
  package func stop(_ ended: @escaping @Sendable () -> Void) {
    let isRunning = state.withLock { state in
      if state.isRunning { state.ended = ended }
      return state.isRunning
    }
    if isRunning { ring() } else { loop.execute(ended) }
  }

  /// Accepts nothing, or goes on.
  package func hold(_ isHeld: Bool) {
    let isNew = state.withLock { state in
      defer { state.isHeld = isHeld }
      return state.isHeld != isHeld
    }
    if isNew { ring() }
  }

  /// Closes this process's copy of the socket, once the acceptor has stopped. systemd, or `oauthctl up`, keeps the
  /// socket itself: whoever connects meanwhile waits in its backlog for the next start, or comes to another instance.
  package func closeSocket() {
    close(socket.descriptor)
  }

  private func run() {
    // Where that is forbidden, the thread has the same part of a processor as the others.
    _ = set_thread_niceness(Self.niceness)
    var pause = AcceptPause()
    var rest = EvenAccept()
    while !isStopping {
      if pause.end != nil || rest.end != nil {
        let now = ContinuousClock.now
        pause.look(at: now)
        rest.look(at: now, leavesConnections: activity.leavesConnections) { socket.hasWaiting }
      }
      if let end = pause.end ?? rest.end {
        state.withLock { $0.isResting = true }
        sleep(until: end)
        state.withLock { $0.isResting = false }
      } else if mayHandOver {
        accept(&pause, &rest)
      } else {
        sleep()
      }
    }
    end()
  }

  private func accept(_ pause: inout AcceptPause, _ rest: inout EvenAccept) {
    let connection = socket.accept()
    if connection >= 0 {
      pause.noteSuccess()
      guard let guest = reception.admit(connection) else {
        close(connection)
        return
      }
      handOver(connection, guest)
      rest.noteAccepted(leavesConnections: activity.leavesConnections, at: .now)
    } else if errno == EAGAIN {
      sleep(orReadable: socket.descriptor)
    } else {
      let fault = SystemError("accept")
      guard pause.noteFailure(fault.number, at: .now) else { return }
      logger.error("no connection can be accepted, those that are open go on: \(fault)")
    }
  }

  /// Returns when the bell rings, the time has come or the descriptor is readable.
  private func sleep(until end: ContinuousClock.Instant? = nil, orReadable descriptor: CInt? = nil) {
    var descriptors = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
    if let descriptor { descriptors.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
    // A millisecond more, as poll(2) has no shorter time.
    let time = end.map { max(0, (ContinuousClock.now.duration(to: $0) / .milliseconds(1)).rounded(.up)) }
    poll(&descriptors, nfds_t(descriptors.count), time.map { CInt($0) } ?? -1)
    var rings: UInt64 = 0
    if descriptors[0].revents != 0 { _ = read(bell, &rings, MemoryLayout.size(ofValue: rings)) }
  }

  private func ring() {
    var rings: UInt64 = 1
    _ = write(bell, &rings, MemoryLayout.size(ofValue: rings))
  }

  private var isStopping: Bool { state.withLock { $0.ended != nil } }

  private var mayHandOver: Bool { state.withLock { !$0.isHeld && $0.handedOver < Self.mostHandedOver } }

  private func handOver(_ connection: CInt, _ guest: Guest) {
    activity.connectionOpened()
    state.withLock { $0.handedOver += 1 }
    loop.execute { self.receive(connection, guest) }
  }

  /// Makes a channel of a connection; on the loop.
  private func receive(_ connection: CInt, _ guest: Guest) {
    reception.prepare(ClientBootstrap(group: loop))
      .channelInitializer { [reception] channel in
        channel.eventLoop.makeCompletedFuture { try reception.serve(channel, guest) }
      }
      .withConnectedSocket(connection).whenComplete { result in
        switch result {
        case .success(let channel): channel.closeFuture.whenComplete { _ in self.noteLeft(guest) }
        case .failure: self.noteLeft(guest)
        }
      }
    let wasFull = state.withLock { state in
      defer { state.handedOver -= 1 }
      return state.handedOver == Self.mostHandedOver
    }
    if wasFull { ring() }
  }

  private func noteLeft(_ guest: Guest) {
    reception.leave(guest)
    activity.connectionClosed()
    if state.withLock(\.isResting) { ring() }
  }

  private func end() {
    activity.note(isListening: false)
    let ended = state.withLock { state in
      defer { (state.isRunning, state.ended) = (false, nil) }
      return state.ended
    }
    if let ended { loop.execute(ended) }
  }
}
