import FoundationEssentials
import Glibc
import RPC
import SocketTransport
import SystemCalls
import TestSupport
import Testing
import WireProtocol

/// A suite with its console, and what a browser finds there, as the scripts of browsers read about it.
struct ConsoleSuite: Encodable {
  let issuer: String
  let console: String
  let directory: String
  let oauthctl = "\(Daemons.products)/oauthctl"
  let accountSid: String
  let subaccountSid: String
  /// Of the subaccount's only developer.
  let personSid: String
  let appSid: String
  /// An app with the longest name there is, in one word.
  let wideAppSid: String
  let keySid: String
  /// The app's public key, by its thumbprint.
  let appKey: String
  let signingKey: String
  /// Of nobody's yet.
  let publicKey: String
  let permission = Permission.list
  /// Whether the browser runs scripts.
  var hasScripts = true
  /// Where pictures go, if any are taken.
  let screenshots = ProcessInfo.processInfo.environment["OAUTH_TESTS_SCREENSHOTS"] ?? ""

  static var isPossible: Bool {
    ForeignClients.areInstalled && access("/usr/bin/chromium", X_OK) == 0 && access("/usr/bin/chromedriver", X_OK) == 0
  }

  /// Runs a script of a browser on it. It ends with 0 if all went as it says, and tells what did not otherwise.
  static func browse(_ script: String, hasScripts: Bool = true) async throws -> Program.Ending {
    var ending: Program.Ending?
    let port = try InternetSocket.freePort(of: "127.0.0.1")
    let consolePort = try InternetSocket.freePort(of: "127.0.0.1")
    let (issuer, console) = ("http://127.0.0.1:\(port)", "http://127.0.0.1:\(consolePort)")
    try await Daemons.run(
      environment: ["OAUTH_APPS_ISSUER": issuer, "OAUTH_APPS_CONSOLE_URL": console],
      http: [
        .http: [.internet(host: "127.0.0.1", port: port)], .console: [.internet(host: "127.0.0.1", port: consolePort)],
      ]
    ) { daemons in
      var suite = try await ConsoleSuite(daemons, issuer: issuer, console: console)
      suite.hasScripts = hasScripts
      ending = try await ForeignClients.run("console/\(script)", try suite.json)
    }
    return try #require(ending)
  }

  private var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  private init(_ daemons: Daemons, issuer: String, console: String) async throws {
    (self.issuer, self.console, directory) = (issuer, console, daemons.directory)
    let registry = daemons.client(of: .appRegistry)
    let account = try await registry.call(AccountsCreate(friendlyName: try FriendlyName("Acme")))
    let subaccount = try await registry.call(
      AccountsCreate(friendlyName: try FriendlyName("Acme Europe"), parentSid: account.sid))
    func makePerson(_ name: String, _ role: Role, in place: Account) async throws -> UserSID {
      let user = try await registry.call(UsersCreate(friendlyName: try FriendlyName(name)))
      return try await registry.call(RolesGrant(userSid: user.sid, accountSid: place.sid, role: role)).userSid
    }
    _ = try await makePerson("Dana", .developer, in: account)
    _ = try await makePerson("Sam", .support, in: account)
    personSid = try await makePerson("Petra", .developer, in: subaccount).text
    let policy = Policy(
      allow: ["/twilio/messaging/messages/*", "/twilio/billing/usage/read"], deny: ["/twilio/messaging/messages/delete"]
    )
    let app = try await registry.call(
      AppsCreate(
        accountSid: account.sid, friendlyName: try FriendlyName("Invoices <b>& reminders</b>"),
        description: try AppDescription("Sends them to customers"), policy: policy))
    let wideApp = try await registry.call(
      AppsCreate(
        accountSid: account.sid, friendlyName: try FriendlyName(String(repeating: "W", count: 64)),
        policy: policy))
    let pair = try ClientKeyPair()
    _ = try await registry.call(AppsAddKey(sid: app.app.sid, jwk: pair.jwk()))
    let key = try await registry.call(
      APIKeysCreate(accountSid: account.sid, friendlyName: try FriendlyName("Nightly"), policy: policy))
    accountSid = account.sid.text
    subaccountSid = subaccount.sid.text
    appSid = app.app.sid.text
    wideAppSid = wideApp.app.sid.text
    keySid = key.apiKey.sid.text
    appKey = pair.thumbprint.text
    publicKey = String(decoding: try MessageWriter.json(ClientKeyPair().jwk()), as: UTF8.self)
    signingKey = try #require(try await daemons.client(of: .tokenIssuer).call(JWKSGet()).keys.first?.kid)
  }
}

extension ForeignClients {
  /// Runs a script that is not about a suite of its own.
  fileprivate static func run(_ script: String, _ input: String) async throws -> Program.Ending {
    let home = try TemporaryDirectory()
    return try await Program.run(
      "\(place)/bin/python", ["\(resources)/\(script)"],
      environment: ["PATH": "/usr/bin:/bin", "HOME": home.path, "PYTHONDONTWRITEBYTECODE": "1"], input: input)
  }
}
