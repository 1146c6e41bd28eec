/// What a service is, beside what follows from its name.
package struct ServiceDefinition: Sendable {
  /// Who may connect to the socket.
  package enum SocketAccess: Equatable, Sendable {
    case everyone
    /// root, and the services that call this one: they are the members of the group.
    case members(of: String)

    /// The socket's permission bits.
    package var mode: UInt32 {
      switch self {
      case .everyone: 0o666
      case .members: 0o660
      }
    }
  }

  /// Bytes of every credential; they are random, and made at installation.
  package static let credentialLength = 32
  package static let formerSuffix = ".old"

  package let socketAccess: SocketAccess
  /// Whether the service keeps a database in a state directory of its own, and announces changes on a change page.
  package let hasDatabase: Bool
  /// Whether its sockets are there only where an administrator has switched them on.
  package let isOptional: Bool
  /// Whether the service goes by the catalogue of permissions.
  package let hasCatalogue: Bool
  /// The names of the keys that the service is handed (systemd.exec(5), Credentials).
  package let credentials: [String]
  /// Of these, those that are exchanged for another at times: until what they protect is protected by the new one, the
  /// old one is passed too, by its name with ``formerSuffix``.
  package let exchangedCredentials: [String]
  /// The services that this one calls. Their daemons trust its system user; no other daemon does.
  package let calls: [ServiceName]
  /// The sockets beside its own on which it speaks HTTP.
  package let listeners: [HTTPListener]
  /// Whether systemd gets tokens for units at a further socket of the service.
  package let servesUnits: Bool
  let methods: @Sendable () -> [MethodDescription]

  init(
    socketAccess: SocketAccess = .everyone, hasDatabase: Bool = true, hasCatalogue: Bool = false,
    isOptional: Bool = false,
    credentials: [String] = [],
    exchangedCredentials: [String] = [], calls: [ServiceName] = [],
    listeners: [HTTPListener] = [], servesUnits: Bool = false, methods: @escaping @Sendable () -> [MethodDescription]
  ) {
    self.socketAccess = socketAccess
    self.hasDatabase = hasDatabase
    self.isOptional = isOptional
    self.hasCatalogue = hasCatalogue
    self.credentials = credentials
    self.exchangedCredentials = exchangedCredentials
    self.calls = calls
    self.listeners = listeners
    self.servesUnits = servesUnits
    self.methods = methods
  }
}
