import ArgumentParser
import WireProtocol

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

  var isGiven: Bool { !scopes.isEmpty || changesDeny }
  private var changesDeny: Bool { deniesNothing || !denied.isEmpty }

  func validate() throws {
    guard denied.isEmpty || !deniesNothing else { throw ValidationError("--deny and --no-deny exclude each other.") }
  }

  /// The new policy; `nil` where none of it is given.
  /// - Parameter current: The policy as it is now, asked for only where a part of it stays.
  func policy(from current: () async throws -> Policy) async throws -> Policy? {
    switch (scopes.isEmpty, changesDeny) {
    case (true, false): return nil
    case (false, true): return Policy(allow: scopes, deny: denied)
    case (false, false): return Policy(allow: scopes, deny: try await current().deny)
    case (true, true): return Policy(allow: try await current().allow, deny: denied)
    }
  }
}
