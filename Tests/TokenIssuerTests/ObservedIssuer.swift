import AppRegistry
import FoundationEssentials
import JOSE
import JSON
import RPC
import SecretManager
import Storage
import Synchronization
import TestSupport
import TokenIssuer
import WireProtocol

/// A further issuer of a world, which knows nothing at first. It shows what it asks the other services.
struct ObservedIssuer {
  let issuer: TokenIssuer
  let client: Client
  let registry: ObservedTransport
  let secretManager: ObservedTransport

  /// - Parameter secretive: Services whose changes can't be seen, as while one is under way: nothing that they answer
  ///   may be kept.
  init(_ world: World, secretive: Set<ServiceName> = []) throws {
    registry = ObservedTransport(to: try world.registryService().routes)
    secretManager = ObservedTransport(to: try world.secretManagerService().routes)
    issuer = TokenIssuer(
      identity: Identity(issuer: "https://auth.example", audience: "https://api.example", algorithm: .es256),
      store: try world.store(.tokenIssuer, TokenIssuer.schema),
      keyEncryptionKey: try KeyEncryptionKey(world.keyEncryptionKey), catalogue: world.catalogue,
      registry: Client(registry), secretManager: Client(secretManager),
      changes: { ChangeWatch(path: secretive.contains($0) ? "/nonexistent" : world.changePage(of: $0)) },
      clock: world.clock.clock)
    client = Client(InProcessTransport(Dispatcher(issuer.routes), from: .root))
  }

  /// The methods called so far, in alphabetic order.
  var asked: [String] { (registry.calls + secretManager.calls).sorted() }
}

/// The line from an issuer to a service.
final class ObservedTransport: Transport {
  typealias Interlude = @Sendable () async throws -> Void

  private let service: InProcessTransport
  private let called = Mutex<[String]>([])
  private let interlude = Mutex<Interlude?>(nil)

  init(to routes: [Route]) {
    service = InProcessTransport(Dispatcher(routes), from: .service(.tokenIssuer))
  }

  var calls: [String] { called.withLock(\.self) }

  /// What happens once, after the service has answered the next call and before the issuer has the reply.
  func beforeNextReply(_ body: @escaping Interlude) {
    interlude.withLock { $0 = body }
  }

  func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
    called.withLock { $0.append(request.method) }
    let reply = try await service.exchange(request)
    let body = interlude.withLock { $0.take() }
    do { try await body?() } catch { throw ServiceError(.internalError, "\(error)") }
    return reply
  }
}
