import TestSupport
import Testing

/// schemathesis, which makes requests of an OpenAPI document, well-formed and not, and checks the answers by it.
/// `OAUTH_TESTS_SCHEMATHESIS` says how many requests of each operation, in each phase; it is not run unless that is
/// set, because what it makes is another thing each time.
@Suite(
  .timeLimit(.minutes(60)),
  .enabled(
    if: ForeignClients.areInstalled && ForeignClients.casesOfSchemathesis > 0,
    "scripts/foreign-clients installs it; OAUTH_TESTS_SCHEMATHESIS=2 has it run"))
struct SchemathesisTests {
  @Test("Nothing that is made of the documents gets a 5xx, or an answer that they do not have")
  func documents() async throws {
    try await DescribedSuite.run { suite, _ in
      for (url, user, secret) in [
        (suite.issuer, suite.clientId, suite.clientSecret),
        (suite.management, suite.mainKey, suite.mainSecret),
      ] {
        let ending = try await ForeignClients.schemathesis(
          url, cases: ForeignClients.casesOfSchemathesis, user: user, secret: secret)
        #expect(ending.status == 0, "\(ending.output.suffix(6000))\(ending.errors)")
        print(ending.output.suffix(600))
      }
    }
  }
}
