import FoundationEssentials
import SocketTransport
import WireProtocol

/// What systemd, or `oauthctl up`, gives a daemon beside its settings.
struct Surroundings: Sendable {
  let environment: [String: String]

  /// Variables of the suite that are no settings.
  static let variables: Set = [instanceVariable, embeddedVariable]

  private static let instanceVariable = "OAUTH_APPS_INSTANCE"
  private static let embeddedVariable = "OAUTH_APPS_EMBEDDED"

  /// Those of this process.
  static var ofProcess: Surroundings { Surroundings(environment: ProcessInfo.processInfo.environment) }

  /// Which of several processes of a service this is.
  var instance: String { environment[Self.instanceVariable] ?? "1" }

  /// Started by `oauthctl up`: the daemons share their user's id, which may then do everything.
  var isEmbedded: Bool { environment[Self.embeddedVariable] == "true" }

  /// Who may do what in a service.
  func trustRules(for service: ServiceName) throws -> TrustRules {
    isEmbedded ? .embedded(for: service) : try .host(for: service)
  }

  /// - Throws: ``StartError`` for a value that means nothing.
  func check() throws(StartError) {
    guard let value = environment[Self.embeddedVariable], value != "true" else { return }
    throw StartError(
      "\(Self.embeddedVariable): \(String(reflecting: value)) is not true; oauthctl up sets it, so leave it out")
  }

  var credentialsDirectory: String? { environment["CREDENTIALS_DIRECTORY"] }

  func stateDirectory() throws(StartError) -> String {
    guard let directory = environment["STATE_DIRECTORY"] else {
      throw StartError("no state directory was passed; start this by systemd or by oauthctl up")
    }
    return directory
  }
}
