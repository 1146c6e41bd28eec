package import NIOCore
package import NIOPosix

/// What becomes of the connections of a listening socket.
package struct Reception<Guest: Sendable>: Sendable {
  /// Says who has connected, on the acceptor's thread; `nil` where it is turned away and has been told. The acceptor
  /// then closes the connection.
  package let admit: @Sendable (CInt) -> Guest?
  /// Sets the options of a connection's channel.
  package let prepare: @Sendable (ClientBootstrap) -> ClientBootstrap
  /// Has a connection served, on the event loop. Where it throws, the connection is closed.
  package let serve: @Sendable (any Channel, Guest) throws -> Void
  /// A guest's connection is closed.
  package let leave: @Sendable (Guest) -> Void

  package init(
    admit: @escaping @Sendable (CInt) -> Guest?, prepare: @escaping @Sendable (ClientBootstrap) -> ClientBootstrap,
    serve: @escaping @Sendable (any Channel, Guest) throws -> Void,
    leave: @escaping @Sendable (Guest) -> Void = { _ in }
  ) {
    self.admit = admit
    self.prepare = prepare
    self.serve = serve
    self.leave = leave
  }
}
