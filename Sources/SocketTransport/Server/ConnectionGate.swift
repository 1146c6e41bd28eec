import NIOCore
import RPC
import WireProtocol

/// Knows which connections are open, starts the idle timer when there is none, and shuts.
final class ConnectionGate {
  private enum State {
    case open
    /// Nothing is accepted for a moment; unless somebody has come meanwhile, that remains so.
    case leaving
    /// Nothing is accepted any more, for this reason.
    case shut(String)
  }

  private let loop: any EventLoop
  private let limits: ServerLimits
  private let activity: ServerActivity
  private let isClosed: EventLoopPromise<String>
  private var acceptors: [Acceptor<Peer>] = []
  /// How many of them accept, or may still bring a connection.
  private var accepting = 0
  private var connections: [ObjectIdentifier: any Channel] = [:]
  private var idleTimer: Scheduled<Void>?
  private var drainTimer: Scheduled<Void>?
  /// Reports that go out regularly as long as this is open.
  var reports: RepeatedTask?
  private var state = State.open

  var isShut: Bool { if case .shut = state { true } else { false } }

  /// - Parameter isClosed: Fulfilled with the reason when nothing is left to do.
  init(loop: any EventLoop, limits: ServerLimits, activity: ServerActivity, isClosed: EventLoopPromise<String>) {
    self.loop = loop
    self.limits = limits
    self.activity = activity
    self.isClosed = isClosed
  }

  /// - Throws: ``SystemError``.
  func open(_ acceptors: [Acceptor<Peer>]) throws {
    guard !isShut else { return }
    self.acceptors = acceptors
    try startAccepting()
    awaitIdle()
  }

  private func startAccepting() throws {
    for acceptor in acceptors {
      try acceptor.start()
      accepting += 1
    }
  }

  /// Takes note of a connection that is to be served.
  func add(_ connection: any Channel) {
    idleTimer?.cancel()
    connections[ObjectIdentifier(connection)] = connection
    connection.closeFuture.hop(to: loop).assumeIsolated().whenComplete { _ in self.forget(connection) }
  }

  private func forget(_ connection: any Channel) {
    connections[ObjectIdentifier(connection)] = nil
    guard connections.isEmpty else { return }
    if drainTimer == nil { awaitIdle() } else { finish() }
  }

  private func awaitIdle() {
    guard let limit = limits.idle, case .open = state else { return }
    idleTimer = loop.assumeIsolated().scheduleTask(in: limit) { [self] in
      if activity.mayExit { leave() } else { awaitIdle() }
    }
  }

  /// Shuts, unless somebody comes meanwhile.
  func leave() {
    guard case .open = state else { return }
    state = .leaving
    stopAccepting()
  }

  /// Accepts no more, has each connection answer what it has read, and cuts off what takes longer than the limit.
  func shut(_ reason: String) {
    switch state {
    case .shut: return
    case .leaving: state = .shut(reason)
    case .open:
      state = .shut(reason)
      idleTimer?.cancel()
      stopAccepting()
    }
  }

  private func stopAccepting() {
    guard accepting > 0 else { return noteAcceptedLast() }
    let gate = NIOLoopBound(self, eventLoop: loop)
    for acceptor in acceptors {
      acceptor.stop {
        gate.value.accepting -= 1
        if gate.value.accepting == 0 { gate.value.noteAcceptedLast() }
      }
    }
  }

  /// All that was accepted is known by now. Who came just before an idle service left is served as if it had stayed.
  private func noteAcceptedLast() {
    switch state {
    case .open: break
    case .leaving where connections.isEmpty: end("idle")
    case .leaving:
      state = .open
      do { try startAccepting() } catch { end("\(error)") }
    case .shut(let reason): end(reason)
    }
  }

  private func end(_ reason: String) {
    state = .shut(reason)
    reports?.cancel()
    ServiceNotification.stopping(status: "Stopping: \(reason), \(connections.count) connections to finish").send()
    for acceptor in acceptors { acceptor.closeSocket() }
    // They keep the gate, to which they bring connections.
    acceptors = []
    guard !connections.isEmpty else { return finish() }
    drainTimer = loop.assumeIsolated().scheduleTask(in: limits.drain) {
      for connection in self.connections.values { connection.close(promise: nil) }
    }
    for connection in connections.values {
      try? connection.pipeline.syncOperations.handler(type: ServerConnection.self).stop()
    }
  }

  private func finish() {
    drainTimer?.cancel()
    if case .shut(let reason) = state { isClosed.succeed(reason) }
  }
}
