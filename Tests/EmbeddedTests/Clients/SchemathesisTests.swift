import TestSupport
import Testing

/// schemathesis, which makes requests of an OpenAPI document, well-formed and not, and checks the answers by it.
/// `OAUTH_TESTS_SCHEMATHESIS` says how many requests of each operation, in each phase; few unless it is set.
@Suite(
  .timeLimit(.minutes(ForeignClients.casesOfSchemathesis > 2 ? 60 : 5)),
  .enabled(if: ForeignClients.areInstalled, "scripts/foreign-clients installs them"))
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
