import Glibc
import RPC
import WireProtocol

/// Which user and group ids mean what: the whole of what this host is trusted to say about callers.
package struct TrustRules: Sendable {
  private let users: [uid_t: Callers]
  private let groups: [gid_t: Callers]

  /// Looks the suite's users and groups up in the host's databases; one that is missing matches nobody.
  package static func host() -> TrustRules {
    let users: [(name: String, callers: Callers)] = [
      ("root", .operators), (ServiceName.appRegistry.executable, .registry),
      (ServiceName.tokenIssuer.executable, .issuer),
      ("oauth-gateway", .gateway),
    ]
    let groups: [(name: String, callers: Callers)] = [("oauth-admin", .operators), ("oauth-inspect", .inspectors)]
    return TrustRules(
      users: users.compactMap { user in getpwnam(user.name).map { ($0.pointee.pw_uid, user.callers) } },
      groups: groups.compactMap { group in getgrnam(group.name).map { ($0.pointee.gr_gid, group.callers) } })
  }

  /// Embedded: all daemons and their user share one user id, which may do everything.
  package static func embedded() -> TrustRules {
    TrustRules(users: [(0, .operators), (getuid(), [.operators, .registry, .issuer])], groups: [])
  }

  init(users: [(uid_t, Callers)], groups: [(gid_t, Callers)]) {
    self.users = Dictionary(users) { $0.union($1) }
    self.groups = Dictionary(groups) { $0.union($1) }
  }

  func peer(_ credentials: PeerCredentials) -> Peer {
    var callers: Callers = [.anyone, .people]
    callers.formUnion(users[credentials.userID] ?? [])
    for group in credentials.groupIDs { callers.formUnion(groups[group] ?? []) }
    let userID = credentials.userID
    return Peer(processID: credentials.processID, userID: userID, callers: callers) { Self.loginName(of: userID) }
  }

  private static func loginName(of userID: uid_t) -> String? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var text = [CChar](repeating: 0, count: 16_384)
    guard getpwuid_r(userID, &entry, &text, text.count, &found) == 0, let found else { return nil }
    return String(cString: found.pointee.pw_name)
  }
}
