import ArgumentParser
import WireProtocol

/// The option that tells where a client's secret is.
struct ClientSecret: ParsableArguments {
  @Option(
    name: .customLong("secret-file"),
    help: ArgumentHelp(
      "File that holds the client's secret, - for standard input (default: $OAUTH_CLIENT_SECRET).", valueName: "file"),
    completion: .file(), transform: InputSource.init(argument:))
  var source: InputSource?

  /// - Throws: ``UsageFault`` where there is none.
  func read(on host: Host) throws -> Sensitive {
    if let source { return try source.readSensitive("the secret", on: host) }
    guard let secret = host.environment["OAUTH_CLIENT_SECRET"], !secret.isEmpty else {
      throw UsageFault("no client secret: give --secret-file FILE (- for standard input) or set OAUTH_CLIENT_SECRET")
    }
    return try Sensitive(found: secret, "the secret", in: "OAUTH_CLIENT_SECRET")
  }
}
