import GRDB
import WireProtocol

/// Whom a call comes from, as far as the registry tells them apart.
enum Principal {
  case `operator`(Peer)
  /// A daemon of the suite on its own behalf. It may read single apps, nothing else.
  case service
  case person(User)

  /// - Throws: `access_denied` where the call comes from, or is made for, somebody who is no user.
  init(of call: Call, in database: Database) throws {
    let peer = call.peer
    if let name = call.actingUser {
      guard let user = try database.user(known: name) else { throw ServiceError.unknownActingUser(name) }
      self = .person(user)
    } else if peer.callers.contains(.operators) {
      self = .operator(peer)
    } else if !peer.callers.isDisjoint(with: .services) {
      self = .service
    } else {
      guard let login = peer.loginName() else { throw ServiceError.noLoginName(of: peer) }
      guard let user = try database.user(login: login) else { throw ServiceError.unknownLogin(login) }
      self = .person(user)
    }
  }
}

extension ServiceError {
  fileprivate static func unknownActingUser(_ name: String) -> ServiceError {
    ServiceError(
      .accessDenied, "acting_user: no user has the SID, Unix login or name \(name.quoted)", path: "meta.acting_user")
  }

  fileprivate static func unknownLogin(_ login: String) -> ServiceError {
    ServiceError(
      .accessDenied, "no user has the Unix login name \(login.quoted); an operator creates one with users.create")
  }

  fileprivate static func noLoginName(of peer: Peer) -> ServiceError {
    ServiceError(.accessDenied, "uid \(peer.userID) has no login name, so it is no user; call as a user with one")
  }
}
