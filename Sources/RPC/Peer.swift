package import WireProtocol

/// The process at the other end of a connection, as the kernel described it when the connection was accepted.
package struct Peer: Sendable {
  package let processID: Int32
  package let userID: UInt32
  package let callers: Callers
  /// Looks up the login name of ``userID``, `nil` if it has none; done only where a method needs to know the person.
  /// Throws `unavailable` where that can't be told.
  package let loginName: @Sendable () throws(ServiceError) -> String?

  package init(
    processID: Int32, userID: UInt32, callers: Callers,
    loginName: @escaping @Sendable () throws(ServiceError) -> String?
  ) {
    self.processID = processID
    self.userID = userID
    self.callers = callers
    self.loginName = loginName
  }
}
