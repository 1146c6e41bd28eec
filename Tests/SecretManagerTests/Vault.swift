import Foundation
import RPC
import SecretManager
import Storage
import TestSupport
import WireProtocol

/// A secret manager with a database, a pepper and a clock of its own.
struct Vault: Sendable {
  static let day = 86_400
  /// What tells it from other bytes in a file.
  static let pepperBytes = Data("a pepper that shows where it does not belong".utf8)

  let directory: TemporaryDirectory
  let path: String
  let clock = TestClock()
  let client = ClientID.app(.random())

  init() throws {
    directory = try TemporaryDirectory()
    path = "\(directory.path)/secrets.db"
  }

  /// An instance of the service, called by its registry.
  func instance(pepper: Data = pepperBytes) throws -> Registry {
    registry(of: Dispatcher(try manager(pepper: pepper).routes))
  }

  func registry(of dispatcher: Dispatcher) -> Registry {
    Registry(
      directory: directory, service: Client(InProcessTransport(dispatcher, from: .service(.appRegistry))),
      issuer: Client(InProcessTransport(dispatcher, from: .service(.tokenIssuer))), client: client)
  }

  /// The same calls by somebody else.
  func caller(_ peer: Peer, of dispatcher: Dispatcher) -> Registry {
    let service = Client(InProcessTransport(dispatcher, from: peer))
    return Registry(directory: directory, service: service, issuer: service, client: client)
  }

  func manager(pepper: Data = pepperBytes, random: @escaping RandomBytes = systemRandomBytes) throws -> SecretManager {
    SecretManager(store: store(), pepper: try Pepper([UInt8](pepper)), clock: clock.clock, random: random)
  }

  func store() -> Store {
    Store(path: path, service: .secretManager, schema: SecretManager.schema)
  }
}

/// The calls of the registry about one client, and the issuer's look at one secret.
struct Registry: Sendable {
  /// Kept for as long as it is called.
  let directory: TemporaryDirectory
  let service: Client
  let issuer: Client
  let client: ClientID

  func about(_ other: ClientID) -> Registry {
    Registry(directory: directory, service: service, issuer: issuer, client: other)
  }

  func create() async throws -> IssuedSecret {
    try await service.call(SecretsCreate(clientId: client))
  }

  func rotate(grace seconds: Int? = nil) async throws -> IssuedSecret {
    try await service.call(SecretsRotate(clientId: client, gracePeriod: seconds.flatMap { GracePeriod($0) }))
  }

  func verify(_ secret: Sensitive) async throws -> SecretVerification {
    try await service.call(SecretsVerify(clientId: client, clientSecret: secret))
  }

  func works(_ issued: IssuedSecret) async throws -> Bool {
    let verification = try await verify(issued.secret)
    return verification.valid && verification.secretSid == issued.sid
  }

  func get(_ sid: SecretSID) async throws -> Secret {
    try await issuer.call(SecretsGet(clientId: client, secretSid: sid))
  }

  func list(_ size: Int? = nil, after token: String? = nil) async throws -> Page<Secret> {
    try await service.call(SecretsList(clientId: client, pageSize: size.flatMap { PageSize($0) }, pageToken: token))
  }

  func revoke(_ sid: SecretSID) async throws -> Secret {
    try await service.call(SecretsRevoke(clientId: client, secretSid: sid))
  }

  func destroy() async throws {
    _ = try await service.call(SecretsDestroy(clientId: client))
  }
}
