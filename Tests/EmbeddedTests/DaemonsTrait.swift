import Testing

/// Gives a suite daemons that all of its tests share, and stops them after the last one.
struct DaemonsTrait: SuiteTrait, TestScoping {
  func provideScope(for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void)
    async throws
  {
    try await Daemons.run { daemons in
      try await Daemons.$shared.withValue(daemons) { try await body() }
    }
  }
}

extension Trait where Self == DaemonsTrait {
  static var daemons: Self { DaemonsTrait() }
}

/// Suites whose tests talk to the same daemons. What kills, stops or misconfigures daemons has its own.
@Suite(.daemons, .timeLimit(.minutes(5))) enum SharedDaemonsTests {}
