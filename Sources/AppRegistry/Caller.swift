import Permissions
import RPC
import WireProtocol

/// Who calls, as far as that is known before the database is asked.
enum Caller: Sendable {
  case `operator`(Peer)
  case tokenIssuer
  /// A person, by login name.
  case login(String, Call)
  /// Somebody whom an operator acts for: a user's SID, login name or name.
  case actedFor(String, Call)
  /// Whoever has shown a credential to the gateway. Its permissions are those of a catalogue.
  case holder(CredentialHolder, Catalogue)
}

extension AppRegistry {
  /// Finds out who calls, once for each call: by the credential that it is made with, or else by the peer.
  /// - Throws: `access_denied`; `invalid_client` for a credential that does not work.
  func caller(of call: Call) async throws -> Caller {
    guard let credential = call.credential else { return try await Caller(call) }
    let holder = try await holder(of: credential, within: call)
    call.note(client: holder.id)
    return .holder(holder, catalogue.current)
  }
}

extension Caller {
  /// Looks the login name up where that is what the caller is known by.
  /// - Throws: `access_denied` to a user id without a name, and to daemons that have no right of their own.
  fileprivate init(_ call: Call) async throws(ServiceError) {
    let peer = call.peer
    if let name = call.actingUser {
      self = .actedFor(name, call)
    } else if peer.callers.contains(.operators) {
      self = .operator(peer)
    } else if peer.callers.contains(.service(.tokenIssuer)) {
      self = .tokenIssuer
    } else {
      guard peer.callers.isDisjoint(with: .services) else { throw .noRightOfItsOwn }
      guard let login = try await peer.lookUpLoginName() else { throw .noLoginName(of: peer) }
      call.note(login: login)
      self = .login(login, call)
    }
  }

  /// What is kept of who creates something and is no user: an operator's login name, or `uid` and a number where there
  /// is none; the SID of the owner of a credential. `nil` for other callers.
  var ownName: String? {
    get async throws(ServiceError) {
      switch self {
      case .operator(let peer): try await peer.lookUpLoginName() ?? "uid \(peer.userID)"
      case .holder(let holder, _): holder.id.text
      case .tokenIssuer, .login, .actedFor: nil
      }
    }
  }
}

extension ServiceError {
  fileprivate static let noRightOfItsOwn = ServiceError(
    .accessDenied,
    "a daemon has no right of its own here; the gateway passes on what its caller has shown, as meta.credential, the "
      + "console in whose session it calls, as meta.session")

  fileprivate static func noLoginName(of peer: Peer) -> ServiceError {
    ServiceError(.accessDenied, "uid \(peer.userID) has no login name, so it is no user; call as a user with one")
  }
}
