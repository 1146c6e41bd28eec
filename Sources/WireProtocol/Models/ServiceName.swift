/// The services of the suite and what each of them is. A further service is a case and its definition here: trust
/// rules, supervisor, `oauthctl` and benchmark take it from this list, and a test checks the units against it.
///
/// The raw value names the socket, its descriptor, the directories and the service in errors.
package enum ServiceName: String, Choice {
  case appRegistry = "app-registry"
  case secretManager = "secret-manager"
  case tokenIssuer = "token-issuer"
  case gateway = "gateway"
  case console = "console"

  package var definition: ServiceDefinition {
    switch self {
    case .appRegistry:
      ServiceDefinition(hasCatalogue: true, calls: [.secretManager, .tokenIssuer]) {
        accountMethods.descriptions + userMethods.descriptions + roleMethods.descriptions + appMethods.descriptions
          + apiKeyMethods.descriptions + permissionMethods.descriptions + clientMethods.descriptions
          + sessionMethods.descriptions + unitBindingMethods.descriptions
      }
    case .secretManager:
      ServiceDefinition(socketAccess: .members(of: "oauth-internal"), credentials: ["pepper"]) {
        secretMethods.descriptions
      }
    case .tokenIssuer:
      ServiceDefinition(
        hasCatalogue: true, credentials: ["key-encryption-key"], exchangedCredentials: ["key-encryption-key"],
        calls: [.appRegistry, .secretManager], servesUnits: true
      ) {
        tokenMethods.descriptions + signingKeyMethods.descriptions + metadataMethods.descriptions
      }
    case .gateway:
      ServiceDefinition(
        hasDatabase: false, calls: [.appRegistry, .tokenIssuer], listeners: [.http, .management, .metrics]
      ) {
        []
      }
    case .console:
      ServiceDefinition(
        hasDatabase: false, isOptional: true, calls: [.appRegistry, .tokenIssuer, .gateway], listeners: [.console]
      ) {
        []
      }
    }
  }
}

/// What follows from the name alone.
extension ServiceName {
  package var executable: String { "oauth-\(rawValue)" }
  /// The system user that the daemon runs as.
  package var user: String { executable }
  /// The socket's name in the runtime directory.
  package var socket: String { "\(rawValue).sock" }
  /// The file in the runtime directory on which a service with a database announces its changes.
  package var changePage: String { "\(rawValue)/changes" }
}

/// What follows from the definitions.
extension ServiceName {
  /// The methods that no other service has.
  package var ownMethods: [MethodDescription] { definition.methods() }
  /// The methods of the service, without those that every service has.
  package var methods: [MethodDescription] {
    ownMethods + (definition.hasDatabase ? auditMethods.descriptions : [])
  }
  /// The services that keep a database of their own, and with it an audit trail.
  package static let withDatabase = allCases.filter(\.definition.hasDatabase)

  /// The services that call this one.
  package var callers: [ServiceName] { Self.allCases.filter { $0.definition.calls.contains(self) } }
}
