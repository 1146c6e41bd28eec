import Glibc
import RPC
import SystemCalls
package import WireProtocol

/// Which user and group ids mean what to a service: the whole of what this host is trusted to say about callers.
package struct TrustRules: Sendable {
  let users: [uid_t: Callers]
  let groups: [gid_t: Callers]

  /// The rules of a host on which each service has a system user of its own. A user or group that is missing matches
  /// nobody, nor does a user that is no system user: it has a service's name by chance, or by somebody's cunning.
  /// - Throws: ``SystemError`` where the name service does not work: who is trusted must not depend on that.
  package static func host(for service: ServiceName) throws -> TrustRules {
    try host(for: service, userID: UserDatabase.userID)
  }

  static func host(for service: ServiceName, userID: (String) throws -> uid_t?) throws -> TrustRules {
    TrustRules(
      users: try trustedUsers(of: service).compactMap { user in
        guard let id = try userID(user.name), id <= highestSystemUser else { return nil }
        return (id, user.callers)
      },
      groups: try trustedGroups.compactMap { group in
        try UserDatabase.groupID(of: group.name).map { ($0, group.callers) }
      })
  }

  /// Embedded: all daemons and their user share one user id, which may do everything.
  package static func embedded(for service: ServiceName) -> TrustRules {
    let services = Callers(service.callers.map { .service($0) })
    return TrustRules(users: [(0, .operators), (getuid(), services.union(.operators))], groups: [])
  }

  /// The highest id that systemd-sysusers(8) gives a user.
  private static let highestSystemUser: uid_t = 999

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
    return Peer(processID: credentials.processID, userID: userID, callers: callers) { () throws(ServiceError) in
      try Self.loginName(of: userID)
    }
  }

  private static func loginName(of userID: uid_t) throws(ServiceError) -> String? {
    do throws(SystemError) { return try UserDatabase.loginName(of: userID) } catch {
      throw ServiceError(.unavailable, "who calls can't be told: \(error); try again later")
    }
  }
}
