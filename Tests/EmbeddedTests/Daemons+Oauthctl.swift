import FoundationEssentials
import TestSupport
import Testing
import WireProtocol

extension Daemons {
  /// Runs the real `oauthctl` against these daemons.
  func oauthctl(_ arguments: String..., input: String = "") async throws -> Program.Ending {
    try await oauthctl(arguments, input: input)
  }

  /// Runs a command that has to succeed, and reads what it prints with `--json`.
  func reply<Reply: Decodable>(
    _ type: Reply.Type, _ arguments: String..., input: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Reply {
    try await reply(type, arguments, input: input, sourceLocation: sourceLocation)
  }

  func reply<Reply: Decodable>(
    _ type: Reply.Type, _ arguments: [String], input: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Reply {
    let ending = try await oauthctl(arguments + ["--json"], input: input)
    try #require(ending.status == 0, "\(ending.errors)", sourceLocation: sourceLocation)
    return try Wire.value(type, ending.output, unknownMembers: .ignored)
  }

  func oauthctl(_ arguments: [String], input: String = "") async throws -> Program.Ending {
    try await Program.run(
      "\(Self.products)/oauthctl", arguments, environment: ["OAUTH_APPS_RUNTIME_DIR": directory], input: input)
  }
}
