import RPC
import Storage
import WireProtocol

/// Whose a session is.
enum SessionOwner: Sendable {
  case user(UserSID)
  /// An operator on its own behalf.
  case `operator`(uid: Int)

  /// - Throws: `access_denied` to daemons.
  init(_ principal: Principal, _ peer: Peer) throws(ServiceError) {
    switch principal {
    case .operator: self = .operator(uid: Int(peer.userID))
    case .person(let user): self = .user(user.sid)
    case .tokenIssuer: throw .readsSingleAppsOnly
    case .holder: throw .usesClientsOnly
    }
  }

  var user: UserSID? {
    guard case .user(let sid) = self else { return nil }
    return sid
  }

  /// What its rows have in common: a condition of one value.
  var condition: (sql: String, value: any ColumnValue) {
    switch self {
    case .user(let sid): ("user_sid = ?", sid)
    case .operator(let uid): ("uid = ? AND user_sid IS NULL", uid)
    }
  }
}
