import Glibc
import JOSE
import RPC
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(5))) struct AssertionTests {
  @Test("An assertion that was used is refused by the process that comes after one that was killed")
  func restart() async throws {
    try await Daemons.run { daemons in
      let pair = try ClientKeyPair()
      let registry = daemons.client(of: .appRegistry)
      let issuer = daemons.client(of: .tokenIssuer)
      let account = try await registry.call(AccountsCreate(friendlyName: FriendlyName("Acme")))
      let app = try await registry.call(
        AppsCreate(
          accountSid: account.sid, friendlyName: FriendlyName("Keyed"), policy: Policy(allow: [Permission.list]),
          tokenEndpointAuthMethod: .privateKeyJWT, jwks: PublicJWKSet(keys: [pair.jwk()]))
      ).app.sid
      let issuerName = try await issuer.call(MetadataGet()).issuer
      func assertion() throws -> Sensitive {
        try pair.assertion(of: app, at: .now, ["aud": "\"\(issuerName)\""])
      }
      let used = try assertion()
      let token = try await issuer.call(TokensIssue(used)).accessToken
      for signal in [SIGKILL, SIGTERM] {
        let process = try #require(daemons.processes[.tokenIssuer])
        process.send(signal: signal)
        try await process.awaitEnd()
        let error = await #expect(throws: ServiceError.self) { try await issuer.call(TokensIssue(used)) }
        #expect(error?.code == .invalidClient)
        #expect(try await issuer.call(TokensIntrospect(token: token)).claims?.clientKey == pair.thumbprint)
      }
      _ = try await issuer.call(TokensIssue(assertion()))
    }
  }
}

extension SharedDaemonsTests {
  @Suite struct KeyCommandTests {
    private let daemons: Daemons

    init() throws {
      daemons = try #require(Daemons.shared)
    }

    @Test(
      "An app is created with a public key and gets its tokens by the private one",
      arguments: [
        ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], ["-algorithm", "ed25519"],
        ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
      ])
    func commands(options: [String]) async throws {
      let directory = try TemporaryDirectory()
      let (key, publicKey) = ("\(directory.path)/key.pem", "\(directory.path)/public.pem")
      for arguments in [["genpkey", "-out", key] + options, ["pkey", "-in", key, "-pubout", "-out", publicKey]] {
        #expect(try await Program.run("/usr/bin/openssl", arguments, environment: [:], input: "").status == 0)
      }
      let account = try await daemons.reply(Account.self, "account", "create", "Keyed \(UInt32.random(in: 0 ... .max))")
      let app = try await daemons.reply(
        CreatedApp.self, "app", "create", "Keyed", "--account", account.sid.text, "--scope", Permission.list,
        "--public-key", publicKey
      ).app
      let issued = try await daemons.reply(TokenReply.self, "token", "issue", app.sid.text, "--private-key", key)
      #expect(try await isActive(issued.accessToken))
      let thumbprint = try #require(app.keys?.first?.thumbprint.text)
      #expect(try await daemons.oauthctl("app", "key", "list", app.sid.text).output.contains(thumbprint))
      let removal = try await daemons.oauthctl("app", "key", "remove", "--compromised", "--", app.sid.text, thumbprint)
      #expect(removal.status == 0, "\(removal.errors)")
      #expect(try await !isActive(issued.accessToken))
      let refused = try await daemons.oauthctl("token", "issue", app.sid.text, "--private-key", key)
      #expect(refused.status == 1 && refused.errors.contains("invalid_client"))
    }

    private func isActive(_ token: Sensitive) async throws -> Bool {
      try await daemons.reply(Introspection.self, "token", "introspect", "-", input: token.revealed).claims != nil
    }
  }
}
