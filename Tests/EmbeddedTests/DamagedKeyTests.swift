import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(5))) struct DamagedKeyTests {
  @Test(
    "With another key-encryption key the issuer runs on, says why it can't sign, and signs again when the key is back")
  func damagedKey() async throws {
    let home = try TemporaryDirectory()
    let key = URL(filePath: "\(home.path)/run/credentials/token-issuer/key-encryption-key")
    var kept: (app: CreatedApp, token: Sensitive)?
    try await Daemons.run(in: home) { daemons in
      let app = try await daemons.makeApp()
      kept = (app, try await daemons.issueToken(app))
    }
    let original = try Data(contentsOf: key)
    let (app, token) = try #require(kept)
    try Data(original.map { $0 ^ 0xFF }).write(to: key)
    try await Daemons.run(in: home) { daemons in
      let before = try await daemons.client(of: .tokenIssuer).call(ServiceStatusGet())
      let ending = try await daemons.oauthctl(
        "token", "issue", app.app.sid.text, "--secret-file", "-", input: app.secret?.revealed ?? "")
      #expect(ending.status == 69)
      #expect(ending.errors.contains("token-issuer can't open its signing key"))
      #expect(ending.errors.contains("restore the key-encryption key it was sealed with"))
      #expect(try await daemons.client(of: .tokenIssuer).call(ServiceStatusGet()).pid == before.pid)
    }
    try original.write(to: key)
    try await Daemons.run(in: home) { try await $0.expectService(app, token) }
  }
}
