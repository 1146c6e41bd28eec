import RPC
import Synchronization
import TestSupport
import WireProtocol

/// Keeps secrets in memory, under the secret manager's own interface. What is sent again gets the reply that it got.
final class SecretManagerStandIn: Sendable {
  private let secrets = Mutex<[ClientID: [Secret]]>([:])
  private let issued = Mutex<[IdempotencyKey: IssuedSecret]>([:])
  private static let date = Timestamp(secondsSince1970: 1_800_000_000)

  var transport: InProcessTransport {
    InProcessTransport(Dispatcher(routes), from: .service(.appRegistry))
  }

  /// How many secrets a client has, or all clients together.
  func count(of client: ClientID? = nil) -> Int {
    secrets.withLock { secrets in client.map { secrets[$0]?.count ?? 0 } ?? secrets.values.map(\.count).reduce(0, +) }
  }

  private var routes: [Route] {
    secretMethods.serve(
      SecretsCreate.served(atOnceBy: create), SecretsRotate.served(atOnceBy: rotate),
      SecretsVerify.served(atOnceBy: verify), SecretsGet.served(atOnceBy: get), SecretsList.served(atOnceBy: list),
      SecretsRevoke.served(atOnceBy: revoke), SecretsDestroy.served(atOnceBy: destroy),
      SecretsListExpiring.served(atOnceBy: { _, _ in Page([]) }),
      SecretsNoteUses.served(atOnceBy: { _, _ in NoContent() }))
  }

  private func create(_ request: SecretsCreate, _ call: Call) -> IssuedSecret { issue(to: request.clientId, call) }

  private func rotate(_ request: SecretsRotate, _ call: Call) -> IssuedSecret { issue(to: request.clientId, call) }

  private func verify(_ request: SecretsVerify, _ call: Call) -> SecretVerification {
    SecretVerification(secretSid: nil)
  }

  private func get(_ request: SecretsGet, _ call: Call) throws -> Secret {
    try find(request.secretSid, of: request.clientId)
  }

  private func revoke(_ request: SecretsRevoke, _ call: Call) throws -> Secret {
    try find(request.secretSid, of: request.clientId)
  }

  private func list(_ request: SecretsList, _ call: Call) -> Page<Secret> {
    Page(secrets.withLock { $0[request.clientId] ?? [] })
  }

  private func destroy(_ request: SecretsDestroy, _ call: Call) -> NoContent {
    secrets.withLock { $0[request.clientId] = nil }
    return NoContent()
  }

  private func issue(to client: ClientID, _ call: Call) -> IssuedSecret {
    guard let key = call.idempotencyKey else { return issue(to: client) }
    return issued.withLock { issued in
      let reply = issued[key] ?? issue(to: client)
      issued[key] = reply
      return reply
    }
  }

  private func issue(to client: ClientID) -> IssuedSecret {
    let secret = Secret(
      sid: .random(), clientId: client, status: .active, dateCreated: Self.date, dateExpires: nil, dateRevoked: nil)
    secrets.withLock { $0[client, default: []].insert(secret, at: 0) }
    return IssuedSecret(
      sid: secret.sid, clientId: client, secret: Sensitive("secret of \(secret.sid)"), dateCreated: Self.date)
  }

  private func find(_ sid: SecretSID, of client: ClientID) throws -> Secret {
    guard let secret = secrets.withLock({ $0[client]?.first { $0.sid == sid } }) else {
      throw ServiceError(.notFound, "the client has no secret \(sid)")
    }
    return secret
  }
}
