import ArgumentParser
import WireProtocol

/// Options that every command takes, before or after its name.
struct GlobalOptions: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp(
      "Directory of the sockets (default: $OAUTH_APPS_RUNTIME_DIR, or else /run/oauth-apps).", valueName: "dir"),
    completion: .directory)
  var runtimeDir: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Act for this user, given by SID, login name or name. Only operators may.", valueName: "user"))
  var actingUser: String?

  @Option(
    help: ArgumentHelp(
      "Make the change once, however often it is asked for with this key within 10 minutes. (default: a new key)",
      valueName: "key"),
    transform: IdempotencyKey.init(argument:))
  var idempotencyKey: IdempotencyKey?

  @Flag(
    name: .customLong("json"),
    help: "Print the service's reply exactly as it came, JSON on one line; of a list, one page.")
  var isJSON = false

  /// The names of those that are given.
  var given: [String] {
    [
      ("--runtime-dir", runtimeDir != nil), ("--as", actingUser != nil),
      ("--idempotency-key", idempotencyKey != nil), ("--json", isJSON),
    ].filter(\.1).map(\.0)
  }

  /// An empty value is a variable of a script that was not set; the default in its place would not be what was meant.
  func validate() throws {
    for (option, value) in [("--runtime-dir", runtimeDir), ("--as", actingUser)] where value?.isEmpty == true {
      throw ValidationError("The value of \(option) is empty.")
    }
  }
}
