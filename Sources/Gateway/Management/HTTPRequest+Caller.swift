import HTTP
import NIOCore
import NIOHTTP1
import WireProtocol

extension HTTPRequest {
  /// What the client has shown to manage apps and keys with: an API key as Basic, an account's SID with the secret of
  /// one of its main keys, or a bearer token. Whether it is good for anything is the registry's to say.
  func callerCredential() throws -> CallerCredential {
    switch try authorization() {
    case .bearer(let token): return .token(token)
    case .basic(let basic):
      if let sid = APIKeySID(basic.name) { return .apiKey(sid, secret: basic.secret) }
      if let sid = AccountSID(basic.name) { return .account(sid, secret: basic.secret) }
      throw HTTPError.noCredential
    case .unusable, nil: throw HTTPError.noCredential
    }
  }

  /// Names a change (R19), if the client does: a key of the protocol as it is, any other text by its hash. It is never
  /// secret, and good for one credential.
  func idempotencyKey() throws(RequestFault) -> IdempotencyKey? {
    guard let text = try field("idempotency-key") else { return nil }
    guard 1...255 ~= text.utf8.count, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw RequestFault(.badRequest, "idempotency-key: 1 to 255 characters of ASCII that can be seen are allowed")
    }
    return IdempotencyKey(text) ?? IdempotencyKey(bytes: Fingerprint(text.utf8).bytes)
  }
}

extension HTTPError {
  static let noCredential = HTTPError(
    status: .unauthorized, error: "invalid_client",
    message: "authenticate by HTTP Basic with an API key's SID and secret, with an account's SID and the secret of one "
      + "of its main keys, or by a bearer token",
    code: ProviderCode.badToken, fields: [.basicChallenge, BearerChallenge().field])

  /// What the registry refuses to whoever manages apps and keys, as the hosted provider says it.
  /// - Parameter message: The error's, in the client's words.
  init(_ error: ServiceError, to credential: CallerCredential, told message: String) {
    if let permission = error.permission {
      self.init(missing: permission)
      return
    }
    switch error.code {
    case .invalidClient:
      let challenge = if case .token = credential { "invalid_token" } else { nil as String? }
      self.init(
        status: .unauthorized, error: challenge ?? error.code.symbol, message: error.message,
        code: ProviderCode.badToken, fields: [.basicChallenge, BearerChallenge(error: challenge).field])
    case .invalidParams, .invalidScope, .limitExceeded:
      self.init(
        status: .badRequest, error: "invalid_request", message: message,
        code: ["sid", "account_sid"].contains(error.path) ? ProviderCode.invalidAssertion : ProviderCode.constraint)
    default: self.init(error)
    }
  }

  private init(missing permission: String) {
    self.init(
      status: .unauthorized, error: "insufficient_scope",
      message: "required permission \(permission.drop { $0 == "/" }) is missing", code: ProviderCode.missingPermission,
      fields: [.basicChallenge, BearerChallenge(error: "insufficient_scope", scope: permission).field])
  }
}
