import FoundationEssentials
import JOSE
import RPC
import SocketTransport
import SystemCalls
import TestSupport
import Testing
import WireProtocol

/// A suite with its gateway and two apps, as the scripts of clients read about it: one app authenticates by a secret,
/// the other by assertions of RS256.
struct DescribedSuite: Encodable {
  let issuer: String
  /// Where apps and keys are managed.
  let management: String
  /// A main key of the account.
  let mainKey: String
  let mainSecret: String
  let directory: String
  let oauthctl = "\(Daemons.products)/oauthctl"
  /// Of tokens without a resource.
  let audience: String
  let accountSid: String
  let clientId: String
  let clientSecret: String
  let keyClientId: String
  let privateKey: String
  let scopes: [String]
  /// What the apps may ask of an API.
  let apiHost = "api.twilio.com"
  let apiPath: String
  var resource: String?
  var otherResource: String?
  /// How a server checks tokens, and its port.
  var check: String?
  var port: UInt16?

  var json: String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static let audience = "https://api.example"

  /// Runs a suite while a test tries clients with it.
  /// - Parameters:
  ///   - path: Of the issuer.
  ///   - permissions: Directories of catalogues.
  ///   - scopes: What the apps get.
  static func run(
    path: String = "", permissions: [String] = [Daemons.permissions],
    scopes: [String] = [Permission.list, Permission.read], _ test: (DescribedSuite, Daemons) async throws -> Void
  ) async throws {
    let port = try InternetSocket.freePort(of: "127.0.0.1")
    let managementPort = try InternetSocket.freePort(of: "127.0.0.1")
    let issuer = "http://127.0.0.1:\(port)\(path)"
    let management = "http://127.0.0.1:\(managementPort)"
    try await Daemons.run(
      permissions: permissions,
      environment: [
        "OAUTH_APPS_ISSUER": issuer, "OAUTH_APPS_AUDIENCE": audience, "OAUTH_APPS_MANAGEMENT_URL": management,
      ],
      http: [
        .http: [.internet(host: "127.0.0.1", port: port)],
        .management: [.internet(host: "127.0.0.1", port: managementPort)],
      ]
    ) { daemons in
      try await test(try await DescribedSuite(daemons, issuer: issuer, management: management, scopes: scopes), daemons)
    }
  }

  private init(_ daemons: Daemons, issuer: String, management: String, scopes: [String]) async throws {
    let account = try await daemons.reply(Account.self, "account", "create", "Acme").sid
    let keys = try TemporaryDirectory()
    let (key, publicKey) = ("\(keys.path)/key.pem", "\(keys.path)/public.pem")
    for arguments in [
      ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", key],
      ["pkey", "-in", key, "-pubout", "-out", publicKey],
    ] {
      try #require(try await Program.run("/usr/bin/openssl", arguments).status == 0)
    }
    let granted = scopes.flatMap { ["--scope", $0] }
    let app = try await daemons.reply(
      CreatedApp.self, ["app", "create", "By secret", "--account", account.text] + granted)
    let keyed = try await daemons.reply(
      CreatedApp.self, ["app", "create", "By key", "--account", account.text, "--public-key", publicKey] + granted)
    self.issuer = issuer
    self.management = management
    let main = try await daemons.client(of: .appRegistry).call(
      APIKeysCreate(accountSid: account, friendlyName: FriendlyName("Main"), type: .main))
    mainKey = main.apiKey.sid.text
    mainSecret = main.secret.revealed
    directory = daemons.directory
    audience = Self.audience
    accountSid = account.text
    clientId = app.app.sid.text
    clientSecret = try #require(app.secret).revealed
    keyClientId = keyed.app.sid.text
    privateKey = try String(contentsOfFile: key, encoding: .utf8)
    self.scopes = scopes
    apiPath = "/2010-04-01/Accounts/\(account)/Messages.json"
  }
}
