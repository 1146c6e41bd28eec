import Glibc
import RPC
package import WireProtocol

/// Which user and group ids mean what to a service: the whole of what this host is trusted to say about callers.
package struct TrustRules: Sendable {
  private let users: [uid_t: Callers]
  private let groups: [gid_t: Callers]

  /// The rules of a host on which each service has a system user of its own. A user or group that is missing matches
  /// nobody.
  package static func host(for service: ServiceName) -> TrustRules {
    TrustRules(
      users: trustedUsers(of: service).compactMap { user in
        getpwnam(user.name).map { ($0.pointee.pw_uid, user.callers) }
      },
      groups: trustedGroups.compactMap { group in getgrnam(group.name).map { ($0.pointee.gr_gid, group.callers) } })
  }

  /// Embedded: all daemons and their user share one user id, which may do everything.
  package static func embedded(for service: ServiceName) -> TrustRules {
    let services = Callers(service.callers.map { .service($0) })
    return TrustRules(users: [(0, .operators), (getuid(), services.union(.operators))], groups: [])
  }

  /// The names of users that mean something to a service. Whoever bore one without being meant would be trusted, so
  /// sysusers.d reserves them.
  static func trustedUsers(of service: ServiceName) -> [(name: String, callers: Callers)] {
    [("root", .operators)] + service.callers.map { ($0.user, .service($0)) }
  }

  /// The names of groups that mean something to every service; sysusers.d reserves them as well.
  static let trustedGroups: [(name: String, callers: Callers)] = [
    ("oauth-admin", .operators), ("oauth-inspect", .inspectors),
  ]

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
