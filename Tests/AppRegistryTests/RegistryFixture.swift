import AppRegistry
import JSON
import Permissions
import RPC
import Storage
import TestSupport
import WireProtocol

/// A registry over a database of its own, called in process.
struct RegistryFixture {
  let clock = TestClock()
  let secrets = SecretManagerStandIn()
  /// What the registry reaches the secret manager through.
  let line: Line
  let store: Store
  let registry: AppRegistry
  let directory: TemporaryDirectory

  /// - Parameter changes: Makes what announces the changes, from a directory.
  init(
    hooks: StoreHooks = StoreHooks(), changes: (TemporaryDirectory) throws -> ChangeSignal? = { _ in nil }
  ) throws {
    directory = try TemporaryDirectory()
    line = Line(to: secrets.transport)
    store = Self.openStore(in: directory, hooks: hooks, changes: try changes(directory))
    registry = AppRegistry(
      store: store, catalogue: LiveCatalogue(try .example()), secretManager: Client(line),
      tokenIssuer: Client(Unreachable()),
      tokenSize: TokenSize(issuer: "https://auth.example", audience: "https://api.example"),
      consoleURL: "http://localhost:8444", isOperator: { _ in true }, clock: clock.clock)
  }

  /// Another instance over the same database, such as the one that systemd starts after a crash.
  func anotherInstance() throws -> AppRegistry {
    AppRegistry(
      store: Self.openStore(in: directory), catalogue: LiveCatalogue(try .example()), secretManager: Client(line),
      tokenIssuer: Client(Unreachable()),
      tokenSize: TokenSize(issuer: "https://auth.example", audience: "https://api.example"),
      consoleURL: "http://localhost:8444", isOperator: { _ in true }, clock: clock.clock)
  }

  /// The database.
  var path: String { Self.path(in: directory) }

  private static func path(in directory: TemporaryDirectory) -> String { "\(directory.path)/registry.db" }

  private static func openStore(
    in directory: TemporaryDirectory, hooks: StoreHooks = StoreHooks(), changes: ChangeSignal? = nil
  ) -> Store {
    Store(
      path: path(in: directory), service: .appRegistry, schema: AppRegistry.schema, changes: changes,
      hooks: hooks)
  }

  var root: Client { client(from: .root) }

  func client(from peer: Peer, actingUser: String? = nil) -> Client {
    Client(transport(from: peer), actingUser: actingUser)
  }

  func transport(from peer: Peer) -> InProcessTransport {
    InProcessTransport(Dispatcher(registry.routes), from: peer)
  }
}

/// A user and what it calls with.
struct Person {
  let user: User
  let client: Client
}

extension RegistryFixture {
  func createAccount(_ name: String = "Acme", type: AccountType? = nil, below parent: Account? = nil) async throws
    -> Account
  {
    try await root.call(AccountsCreate(friendlyName: .init(trusted: name), type: type, parentSid: parent?.sid))
  }

  /// A user who logs in under the same name.
  func createPerson(_ name: String) async throws -> Person {
    let user = try await root.call(UsersCreate(friendlyName: .init(trusted: name), unixUser: name))
    return Person(user: user, client: client(from: .person(name)))
  }

  func createPerson(_ name: String, _ role: Role, of account: Account) async throws -> Person {
    let person = try await createPerson(name)
    _ = try await root.call(RolesGrant(userSid: person.user.sid, accountSid: account.sid, role: role))
    return person
  }

  func createApp(_ name: String = "Billing", of account: Account, by client: Client? = nil) async throws -> App {
    try await (client ?? root).call(.app(name, of: account)).app
  }
}

extension Method where Self == AppsCreate {
  static func app(
    _ name: String = "Billing", of account: Account, policy: Policy = .messaging, region: String? = nil
  ) -> AppsCreate {
    AppsCreate(accountSid: account.sid, friendlyName: .init(trusted: name), policy: policy, region: region)
  }
}

/// Registries that are called in process ask nobody about tokens.
private struct Unreachable: Transport {
  func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
    throw ServiceError(.unavailable, "there is no token issuer", service: ServiceName.tokenIssuer.rawValue)
  }
}
