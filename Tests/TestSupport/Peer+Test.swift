package import RPC
package import WireProtocol

extension Shares {
  /// The usual ones, but for what a test changes.
  package init(_ change: (inout Shares) -> Void) {
    self.init()
    change(&self)
  }
}

extension Peer {
  /// root.
  package static let root = Peer(processID: 1, userID: 0, callers: [.anyone, .people, .operators]) { "root" }

  /// A login user without any group of the suite.
  package static func person(_ loginName: String?, userID: UInt32 = 1000) -> Peer {
    Peer(processID: 2, userID: userID, callers: [.anyone, .people]) { loginName }
  }

  /// A member of group oauth-inspect.
  package static let inspector = Peer(processID: 4, userID: 1001, callers: [.anyone, .people, .inspectors]) { "ines" }

  /// systemd, at the socket for credentials.
  package static let systemd = Peer(processID: 1, userID: 0, callers: [.anyone, .serviceManager]) { nil }

  /// One of the suite's own daemons.
  package static func service(_ name: ServiceName) -> Peer {
    Peer(processID: 3, userID: 990, callers: [.anyone, .people, .service(name)]) { nil }
  }
}
