import FoundationEssentials
import JOSE
import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Commands

/// Keys of apps, and what is signed with them.
struct AppKeyCommandTests {
  private let services = ScriptedServices()
  private let app = AppSID.sample.text, account = AccountSID.sample.text
  private let pair: ClientKeyPair

  init() throws {
    pair = try ClientKeyPair()
  }

  /// A private JSON Web Key.
  private var privateKey: String {
    let jwk = pair.jwk()
    return #"{"kty":"EC","crv":"P-256","x":"\#(jwk.x ?? "")","y":"\#(jwk.y ?? "")","d":"\#(secretNumber)"}"#
  }

  private var secretNumber: String { Base64URL.encode(pair.key.rawPrivateKey.span) }

  private var publicKey: String { get throws { try Wire.text(pair.jwk(kid: "mine")) } }

  @Test("key add sends the public key alone, under the kid that is given or the file's")
  func add() async throws {
    try services.answer(AppsAddKey.self, .keyExample)
    #expect(await services.run("app", "key", "add", app, "-", input: try publicKey).status == 0)
    #expect(
      try services.received[0].decoded(as: AppsAddKey.self) == AppsAddKey(sid: .sample, jwk: pair.jwk(kid: "mine")))
    #expect(await services.run("app", "key", "add", app, "-", "--kid", "a", input: try publicKey).status == 0)
    #expect(try services.received[1].decoded(as: AppsAddKey.self).jwk.kid == "a")
  }

  @Test("A private key where a public one belongs is refused, nothing is sent and nothing of it is told")
  func privateForPublic() async {
    for command in [
      ["app", "key", "add", app, "-"],
      ["app", "create", "Billing", "--account", account, "--scope", "/a/b/c/d", "--public-key", "-"],
    ] {
      let ending = await services.run(and: command, input: privateKey)
      #expect(ending.status == 64)
      #expect(ending.errors.contains("it is a private key, which nobody else needs"))
      #expect(!(ending.errors + ending.output).contains(secretNumber))
    }
    #expect(services.received.isEmpty)
  }

  @Test("key list shows each key; key remove says what is compromised")
  func listAndRemove() async throws {
    try services.answer(AppsGet.self, .keyExample)
    let lines = await services.run("app", "key", "list", app).outputLines
    #expect(lines.count == 2 && lines[0].hasPrefix("THUMBPRINT"))
    #expect(lines[1].hasPrefix("\(KeyThumbprint.example)  active  EdDSA"))
    try services.answer(AppsRemoveKey.self, .compromisedKeyExample)
    let thumbprint = KeyThumbprint.example
    for (options, compromised) in [([], nil), (["--compromised"], true)] as [([String], Bool?)] {
      #expect(await services.run("app", "key", "remove", app, thumbprint.text, and: options).status == 0)
      #expect(
        try services.received.last?.decoded(as: AppsRemoveKey.self)
          == AppsRemoveKey(sid: .sample, thumbprint: thumbprint, compromised: compromised))
    }
    #expect(await services.run("app", "key", "remove", app, "short").status == 64)
  }

  @Test("create with a public key makes an app without a secret, and takes no file for one")
  func create() async throws {
    try services.answer(AppsCreate.self, CreatedApp(app: .keyExample))
    let command = ["app", "create", "Billing", "--account", account, "--scope", "/a/b/c/d", "--public-key", "-"]
    let ending = await services.run(and: command, input: try publicKey)
    #expect(ending.status == 0 && ending.errors == "")
    #expect(!ending.output.contains("secret"))
    let sent = try services.received[0].decoded(as: AppsCreate.self)
    #expect(sent.tokenEndpointAuthMethod == .privateKeyJWT)
    #expect(sent.jwks == PublicJWKSet(keys: [pair.jwk(kid: "mine")]))
    let both = await services.run(and: command + ["--secret-file", "/nowhere"], input: try publicKey)
    #expect(both.status == 64 && services.received.count == 1)
  }

  @Test("issue and revoke sign an assertion of a minute for the issuer that the metadata names")
  func assertions() async throws {
    try services.answer(MetadataGet.self, .example)
    try services.answer(TokensIssue.self, .example)
    #expect(await services.run("token", "issue", app, "--private-key", "-", input: privateKey).status == 0)
    #expect(services.received.map(\.request.method) == ["metadata.get", "tokens.issue"])
    let sent = try services.received[1].decoded(as: TokensIssue.self)
    #expect(sent.clientSecret == nil && sent.clientAssertionType == .jwtBearer && sent.clientId == .sample)
    let assertion = try ClientAssertion(try #require(sent.clientAssertion).revealed)
    #expect(assertion.subject == app && assertion.isSigned(by: pair.key.verificationKey, called: nil))
    let now = Timestamp.now.secondsSince1970
    let claims = try assertion.claims(at: now, for: [ServerMetadata.example.issuer])
    #expect((now...now + 60).contains(claims.expirationTime))
    #expect(!services.received[1].params.contains(secretNumber))
  }

  @Test("A client authenticates in one way", arguments: ["issue", "revoke"])
  func oneWay(command: String) async {
    let rest = command == "issue" ? [app] : ["/nowhere", "--client", app]
    let ending = await services.run(
      "token", and: [command] + rest + ["--private-key", "-", "--secret-file", "/nowhere"], input: privateKey)
    #expect(ending.status == 64)
    #expect(ending.errors.contains("give --secret-file or --private-key"))
  }

  @Test("A key file that others may read is warned of where the key is private, and only there")
  func mode() async throws {
    try services.answer(MetadataGet.self, .example)
    try services.answer(TokensIssue.self, .example)
    try services.answer(AppsAddKey.self, .keyExample)
    let path = FileManager.default.temporaryDirectory.appending(path: "key-\(UInt64.random(in: 0 ... .max))").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o644]
    #expect(FileManager.default.createFile(atPath: path, contents: Data(privateKey.utf8), attributes: attributes))
    #expect(await services.run("token", "issue", app, "--private-key", path).errors.contains("chmod 600"))
    #expect(FileManager.default.createFile(atPath: path, contents: Data(try publicKey.utf8), attributes: attributes))
    #expect(await services.run("app", "key", "add", app, path).errors == "")
  }
}
