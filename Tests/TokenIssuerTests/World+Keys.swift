import RPC
import TestSupport
import WireProtocol

/// What an issuer answers about an API key: whether it may, or why it is refused.
enum KeyDecision: Equatable {
  case allowed
  case denied
  case refused(ErrorCode)

  /// - Parameter secret: The key's own unless another is given.
  init(_ issuer: ObservedIssuer, _ key: CreatedAPIKey, secret: Sensitive? = nil) async throws {
    let question = TokensAuthorize(
      apiKey: key.apiKey.sid, secret: secret ?? key.secret, method: "GET",
      path: "/2010-04-01/Accounts/\(key.apiKey.accountSid)/Messages.json")
    do { self = try await issuer.client.call(question).allowed ? .allowed : .denied } catch let error as ServiceError {
      self = .refused(error.code)
    }
  }
}

extension World {
  /// A key in an account of its own.
  func makeKey() async throws -> CreatedAPIKey {
    let registry = client(.appRegistry)
    let account = try await registry.call(
      AccountsCreate(friendlyName: try FriendlyName("Acme \(UInt32.random(in: 0 ... .max))")))
    return try await registry.call(
      APIKeysCreate(accountSid: account.sid, friendlyName: try FriendlyName("Reports"), policy: .example))
  }
}
