package import AppRegistry
import Glibc
package import JOSE
package import Logging
package import Permissions
package import RPC
package import SecretManager
import SocketTransport
package import Storage
import Synchronization
package import TokenIssuer
package import WireProtocol

/// The three services as they run together, on one test clock and in one temporary directory.
///
/// The same tests run over both wirings: in process for speed, over real sockets for truth.
package final class World: Sendable {
  /// How callers reach the services, and the services each other.
  package enum Wiring: String, CaseIterable, Sendable {
    case inProcess = "in process"
    case sockets = "over sockets"
  }

  package let clock = TestClock()
  package let keyEncryptionKey: [UInt8] = Array(1...32)
  package let issuerURL: String
  private let directory: TemporaryDirectory
  private let network: any Network
  private let pauses = Pauses()
  private let formerOperators = FormerOperators()
  private let logger: Logger
  private let surprises = Surprises()
  /// What the registry and the issuer go by.
  package let catalogue: LiveCatalogue
  private let moments = Moments()
  private let stores = Mutex<[ServiceName: Store]>([:])

  /// - Parameter logger: Takes what the services log about requests.
  package init(
    _ wiring: Wiring = .inProcess, logger: Logger = .silent, catalogue: LiveCatalogue = LiveCatalogue(World.catalogue),
    issuer: String = "https://auth.example"
  ) async throws {
    issuerURL = issuer
    self.logger = logger
    self.catalogue = catalogue
    directory = try TemporaryDirectory()
    network =
      switch wiring {
      case .inProcess: InProcessNetwork()
      case .sockets: try SocketNetwork(directory.path)
      }
    for service in ServiceName.allCases { mkdir("\(directory.path)/\(service.rawValue)", 0o700) }
    for service in [.secretManager, .appRegistry, .tokenIssuer] as [ServiceName] { try await start(service) }
  }

  /// Starts a service, or starts it again over the state that it left.
  package func start(_ service: ServiceName) async throws {
    let store = service.definition.hasDatabase ? try store(service) : nil
    stores.withLock { $0[service] = store }
    let asking = Client(network.innerTransport(to: .appRegistry, from: service))
    var sessions: SessionCheck = { session, call in
      try await asking.call(SessionsCheck(session: session), within: call)
    }
    let routes: [Route]
    switch service {
    case .appRegistry:
      let registry = try registryService(store)
      (routes, sessions) = (registry.routes, registry.sessionCheck)
    case .secretManager: routes = try secretManagerService(store).routes
    case .tokenIssuer: routes = try issuerService(store: store).routes
    default: routes = []
    }
    let activity = ServerActivity(logger: logger)
    let pause: Dispatcher.Pause = { [pauses] duration in pauses.taken.withLock { $0.append(duration) } }
    let dispatcher = Dispatcher(
      routes, moments: moments,
      observe: { [surprises] in
        activity.record($0)
        store?.note($0)
        surprises.check($0)
      }, pause: pause, sessions: sessions)
    try await network.serve(service, dispatcher)
  }

  /// Takes a service away; calls to it fail with `unavailable`.
  package func stop(_ service: ServiceName) async throws {
    try await network.remove(service)
  }

  /// Stops the sockets' servers. Call at the end of a test over sockets.
  package func end() async throws {
    for service in ServiceName.allCases { try await network.remove(service) }
  }

  /// A client of a service, as an operator or as the user that the operator acts for.
  package func client(_ service: ServiceName, as user: String? = nil) -> Client {
    Client(network.transport(to: service, from: .root), actingUser: user)
  }

  /// A client of a service, as any peer; over sockets the kernel says who that is.
  package func client(_ service: ServiceName, from peer: Peer) -> Client {
    Client(network.transport(to: service, from: peer))
  }

  /// A client of a service, as the gateway for whoever has shown it a credential.
  package func client(_ service: ServiceName, showing credential: CallerCredential) -> Client {
    Client(network.transport(to: service, from: .service(.gateway)), credential: credential)
  }

  /// A client of a service, as the console for whoever is signed in there.
  /// - Parameters:
  ///   - peer: Who calls in place of the console.
  ///   - user: The user for whom it says to act besides.
  package func client(
    _ service: ServiceName, in session: Sensitive, from peer: Peer = .service(.console), as user: String? = nil
  ) -> Client {
    Client(network.transport(to: service, from: peer), actingUser: user, session: session)
  }

  /// What the console's calls go over.
  package func consoleTransport(to service: ServiceName) -> any Transport {
    network.transport(to: service, from: .service(.console))
  }

  /// Takes a user of the host out of the operators' group; what runs keeps its rights.
  package func removeOperator(_ userID: UInt32) {
    formerOperators.add(userID)
  }

  /// Errors that a method was answered with and does not declare, as `method: symbol`.
  package var undeclaredErrors: Set<String> { surprises.found.withLock(\.self) }

  /// The durations for which the issuer held refusals back.
  package var pausesTaken: [Duration] { pauses.taken.withLock(\.self) }

  /// The store of a service as it was started last.
  package func store(of service: ServiceName) throws -> Store {
    guard let store = stores.withLock({ $0[service] }) else { return try self.store(service) }
    return store
  }

  package func registryService(_ store: Store? = nil) throws -> AppRegistry {
    AppRegistry(
      store: try store ?? self.store(.appRegistry), catalogue: catalogue,
      secretManager: Client(network.innerTransport(to: .secretManager, from: .appRegistry)),
      tokenIssuer: Client(network.innerTransport(to: .tokenIssuer, from: .appRegistry)),
      tokenSize: TokenSize(issuer: issuerURL, audience: "https://api.example"),
      consoleURL: "http://localhost:8444", isOperator: { [formerOperators] in !formerOperators.contains($0) },
      clock: clock.clock)
  }

  package func secretManagerService(_ store: Store? = nil) throws -> SecretManager {
    SecretManager(
      store: try store ?? self.store(.secretManager), pepper: try Pepper(Array(repeating: 7, count: 32)),
      clock: clock.clock)
  }

  /// - Parameter former: The key-encryption key that another has taken the place of.
  package func issuerService(
    keyEncryptionKey: [UInt8]? = nil, former: [UInt8]? = nil, algorithm: SignatureAlgorithm = .es256,
    store: Store? = nil
  ) throws -> TokenIssuer {
    TokenIssuer(
      identity: Identity(issuer: issuerURL, audience: "https://api.example", algorithm: algorithm),
      store: try store ?? self.store(.tokenIssuer),
      keyEncryptionKey: try KeyEncryptionKey(keyEncryptionKey ?? self.keyEncryptionKey),
      formerKeyEncryptionKey: try former.map { try KeyEncryptionKey($0) }, catalogue: catalogue,
      registry: Client(network.innerTransport(to: .appRegistry, from: .tokenIssuer)),
      secretManager: Client(network.innerTransport(to: .secretManager, from: .tokenIssuer)),
      changes: { [directory, moments] in
        ChangeWatch(path: Self.changePage(of: $0, in: directory), isOwn: $0 == .tokenIssuer, moments: moments)
      },
      clock: clock.clock, uptime: clock.uptime)
  }

  /// Another store over a service's database.
  /// - Parameter schema: Another release's.
  package func store(_ service: ServiceName, _ schema: Schema? = nil) throws -> Store {
    guard let schema = schema ?? Self.schemas[service] else { throw NoDatabase(service: service) }
    let path = "\(directory.path)/\(service.rawValue).sqlite"
    return Store(
      path: path, service: service, schema: schema,
      changes: try ChangeSignal(path: changePage(of: service), database: path, moments: moments),
      audit: AuditSettings(clock: clock.clock))
  }

  private static let schemas: [ServiceName: Schema] = [
    .appRegistry: AppRegistry.schema, .secretManager: SecretManager.schema, .tokenIssuer: TokenIssuer.schema,
  ]

  private struct NoDatabase: Error {
    let service: ServiceName
  }

  /// Where a service listens, over sockets.
  package func socketPath(of service: ServiceName) -> String { "\(directory.path)/\(service.socket)" }

  package func changePage(of service: ServiceName) -> String { Self.changePage(of: service, in: directory) }

  private static func changePage(of service: ServiceName, in directory: TemporaryDirectory) -> String {
    "\(directory.path)/\(service.changePage)"
  }

  /// The catalogue that is installed by default.
  package static let catalogue: Catalogue = {
    let units = #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/units/permissions"
    guard let catalogue = try? Catalogue(directories: ["/" + units]) else {
      preconditionFailure("units/permissions can't be read")
    }
    return catalogue
  }()
}

/// Apart from the world, which the issuer that notes them must not keep alive.
private final class Pauses: Sendable {
  let taken = Mutex<[Duration]>([])
}

/// Apart from the world as well.
private final class FormerOperators: Sendable {
  private let userIDs = Mutex<Set<UInt32>>([])

  func contains(_ userID: UInt32) -> Bool { userIDs.withLock { $0.contains(userID) } }

  func add(_ userID: UInt32) {
    userIDs.withLock { _ = $0.insert(userID) }
  }
}

/// Apart from the world as well.
private final class Surprises: Sendable {
  let found = Mutex<Set<String>>([])

  func check(_ completion: Completion) {
    guard let failure = completion.failure, let method = completion.method else { return }
    let declared = KnownErrorCode.ofEveryMethod.union(everyMethod.first { $0.name == method.name }?.errors ?? [])
    guard !declared.contains(where: { $0.symbol == failure.code.symbol }) else { return }
    found.withLock { _ = $0.insert("\(method.name): \(failure.code.symbol)") }
  }
}
