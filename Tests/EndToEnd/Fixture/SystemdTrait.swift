import FoundationEssentials
import RPC
import Testing

/// Lets a test run only where scripts/test has installed the suite under systemd, and gives each a host as after an
/// installation.
struct SystemdTrait: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void)
    async throws
  {
    guard ProcessInfo.processInfo.environment["OAUTH_TESTS_SYSTEMD"] == "1" else { throw NotUnderSystemd() }
    try await TestHost.reset()
    try await body()
  }
}

extension Trait where Self == SystemdTrait {
  static var underSystemd: SystemdTrait { SystemdTrait() }
}

/// The tests would change the host that they run on: users, units, state.
struct NotUnderSystemd: Error, CustomStringConvertible {
  let description = """
    OAUTH_TESTS_SYSTEMD is not set: this test needs the suite installed under a real systemd that may be \
    changed at will; run scripts/test as root, which makes one, or leave the test out with --skip EndToEnd
    """
}
