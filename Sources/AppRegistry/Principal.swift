import RPC
import Storage
import WireProtocol

/// Whom a call comes from, as far as the registry tells them apart.
enum Principal {
  case `operator`
  /// It may read single apps and API keys, nothing else.
  case tokenIssuer
  case person(User)
  /// Whoever has shown a credential that the request's permission is one of. It may use the apps and API keys of its
  /// account, nothing else, and hands on no more than its own rights: all where they are `nil`.
  case holder(AccountSID, rights: Policy?)

  /// - Parameter permission: What it takes of a credential; `nil` where no credential will do.
  /// - Throws: `access_denied` where the call comes from, or is made for, somebody who is no user, and for a credential
  ///   without the permission; `invalid_client` for one that does not work.
  init(_ caller: Caller, having permission: String? = nil, in transaction: Transaction) throws {
    switch caller {
    case .operator: self = .operator
    case .tokenIssuer: self = .tokenIssuer
    case .holder(let holder, let catalogue):
      guard let permission else { throw ServiceError.usesClientsOnly }
      self = try transaction.principal(holder, having: permission, by: catalogue)
    case .login(let login, let call):
      guard let user = try transaction.user(login: login) else { throw ServiceError.unknownLogin(login) }
      call.note(actor: user)
      self = .person(user)
    case .actedFor(let name, let call):
      guard let user = try transaction.user(known: name) else { throw ServiceError.unknownActingUser(name) }
      call.note(actor: user)
      self = .person(user)
    }
  }

  /// The user that the registry knows the caller as; `nil` for all others.
  var user: User? {
    guard case .person(let user) = self else { return nil }
    return user
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
}
