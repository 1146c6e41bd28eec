import ArgumentParser
import WireProtocol

/// What a token is to be for.
struct GrantOptions: ParsableArguments {
  @Option(
    name: .customLong("scope"),
    help: ArgumentHelp(
      "A permission that the token is to hold; repeatable. (default: all that the app has)", valueName: "permission"),
    completion: .permissions)
  var scopes: [String] = []

  @Option(
    name: .customLong("resource"),
    help: ArgumentHelp(
      "An API that the token is for, by its URI; repeatable. (default: those without one)", valueName: "uri"))
  var resources: [String] = []

  /// Space-delimited; `nil` where none is named.
  var scope: String? { scopes.isEmpty ? nil : scopes.joined(separator: " ") }
  var resource: OneOrMore? { resources.isEmpty ? nil : OneOrMore(resources) }
}
