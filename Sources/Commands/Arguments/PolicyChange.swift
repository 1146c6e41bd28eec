import ArgumentParser

/// The options that change a policy. What is not given stays as it is.
struct PolicyChange: ParsableArguments {
  @Option(
    name: .customLong("scope"), help: ArgumentHelp("A permission that it has; repeatable.", valueName: "permission"),
    completion: .permissions)
  var scopes: [String] = []
  @Option(
    name: .customLong("deny"),
    help: ArgumentHelp("A permission that it must not have; repeatable.", valueName: "permission"),
    completion: .permissions)
  var denied: [String] = []
  @Flag(name: .customLong("no-deny"), help: "Empty the list of denied permissions.") var deniesNothing = false

  var isGiven: Bool { allow != nil || deny != nil }
  /// `nil`: as it is.
  var allow: [String]? { scopes.isEmpty ? nil : scopes }
  var deny: [String]? { denied.isEmpty && !deniesNothing ? nil : denied }

  func validate() throws {
    guard denied.isEmpty || !deniesNothing else { throw ValidationError("--deny and --no-deny exclude each other.") }
  }
}
