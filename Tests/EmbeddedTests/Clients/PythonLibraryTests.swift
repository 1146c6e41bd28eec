import TestSupport
import Testing

/// OAuth libraries that nobody here wrote, unchanged, with the real suite over HTTP.
@Suite(.timeLimit(.minutes(5)), .enabled(if: ForeignClients.areInstalled, "scripts/foreign-clients installs them"))
struct PythonLibraryTests {
  @Test(
    "A library gets, shows, asks about and revokes tokens",
    arguments: ["authlib", "joserfc", "pyjwt", "requests_oauth2client", "requests_oauthlib", "twilio"])
  func library(name: String) async throws {
    try await DescribedSuite.run { suite, _ in
      let ending = try await ForeignClients.start("with_\(name).py", with: suite).awaitEnding()
      #expect(ending.status == 0, "\(ending.errors)")
    }
  }
}
