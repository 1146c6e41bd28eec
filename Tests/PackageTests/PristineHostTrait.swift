import Testing

/// Lets a test run only where scripts/test has made a package and a container for it, and gives each a host without
/// oauth-apps.
struct PristineHostTrait: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void)
    async throws
  {
    _ = try DebianPackage.built
    try await PristineHost.reset()
    try await body()
  }
}

extension Trait where Self == PristineHostTrait {
  static var onPristineHost: PristineHostTrait { PristineHostTrait() }
}
