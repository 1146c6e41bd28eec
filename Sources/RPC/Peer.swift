package import WireProtocol

/// The process at the other end of a connection, as the kernel described it when the connection was accepted.
package struct Peer: Sendable {
  package let processID: Int32
  package let userID: UInt32
  package let callers: Callers
  /// Looks up the login name of ``userID``; done only where a method needs to know the person.
  package let loginName: @Sendable () -> String?

  package init(processID: Int32, userID: UInt32, callers: Callers, loginName: @escaping @Sendable () -> String?) {
    self.processID = processID
    self.userID = userID
    self.callers = callers
    self.loginName = loginName
  }
}
