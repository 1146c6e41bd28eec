import TestSupport

/// A program of the host's `PATH`, to be run to its end. What it leaves running is not waited for.
struct Command: Sendable {
  private let arguments: [String]
  private let input: String
  private let environment: [String: String]

  private static let cleanEnvironment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"]

  init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) {
    self.arguments = arguments
    self.input = input
    self.environment = Self.cleanEnvironment.merging(environment) { $1 }
  }

  init(_ arguments: String..., input: String = "", environment: [String: String] = [:]) {
    self.init(arguments, input: input, environment: environment)
  }

  /// Runs it and returns however it ended.
  func run() async throws -> Outcome {
    let ending = try await Program.run("/usr/bin/env", arguments, environment: environment, input: input)
    return Outcome(arguments: arguments, status: ending.status, output: ending.output, errors: ending.errors)
  }

  /// Runs it and returns its output.
  /// - Throws: ``CommandFailure`` unless its exit status is 0.
  @discardableResult
  func output() async throws -> String {
    let outcome = try await run()
    guard outcome.status == 0 else { throw CommandFailure(outcome: outcome) }
    return outcome.output
  }
}

/// How a program ended and what it said.
struct Outcome: Sendable {
  let arguments: [String]
  let status: Int32
  let output: String
  let errors: String
}

struct CommandFailure: Error, CustomStringConvertible {
  let outcome: Outcome

  var description: String {
    let command = outcome.arguments.joined(separator: " ")
    return "\(command) ended with status \(outcome.status): \(outcome.errors)\(outcome.output)"
  }
}
