import RPC
import WireProtocol

/// Who calls, as far as that is known before the database is asked.
enum Caller: Sendable {
  case `operator`(Peer)
  /// A daemon of the suite on its own behalf.
  case service
  /// A person, by login name.
  case login(String, Call)
  /// Somebody whom an operator acts for: a user's SID, login name or name.
  case actedFor(String, Call)

  /// Looks the login name up where that is what the caller is known by.
  /// - Throws: `access_denied` to a user id without a name.
  init(_ call: Call) async throws(ServiceError) {
    let peer = call.peer
    if let name = call.actingUser {
      self = .actedFor(name, call)
    } else if peer.callers.contains(.operators) {
      self = .operator(peer)
    } else if !peer.callers.isDisjoint(with: .services) {
      self = .service
    } else {
      guard let login = try await peer.lookUpLoginName() else { throw .noLoginName(of: peer) }
      call.note(login: login)
      self = .login(login, call)
    }
  }

  /// What is kept of an operator that creates something: the login name, or `uid` and a number where there is none.
  /// `nil` for other callers.
  var operatorName: String? {
    get async throws(ServiceError) {
      guard case .operator(let peer) = self else { return nil }
      return try await peer.lookUpLoginName() ?? "uid \(peer.userID)"
    }
  }
}

extension ServiceError {
  fileprivate static func noLoginName(of peer: Peer) -> ServiceError {
    ServiceError(.accessDenied, "uid \(peer.userID) has no login name, so it is no user; call as a user with one")
  }
}
