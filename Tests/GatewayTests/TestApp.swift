import FoundationEssentials
import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

/// An app as its owner knows it.
struct TestApp: Sendable {
  let sid: AppSID
  let account: AccountSID
  /// Empty for an app that has keys.
  let secret: String

  /// The field `Authorization` that the app is known by.
  var basic: String { .basic(sid.text, secret) }
  /// The members of a form that the app is known by.
  var post: String { "client_id=\(sid)&client_secret=\(secret)" }
}

extension String {
  /// A field `Authorization` of HTTP Basic.
  static func basic(_ name: String, _ secret: String) -> String {
    "Basic \(Data("\(name):\(secret)".utf8).base64EncodedString())"
  }

  /// Each byte of it as "%XX".
  var percentEncoded: String { utf8.map { "%" + UInt64($0).hexadecimal.suffix(2).uppercased() }.joined() }
}

extension World {
  static let listMessages = "/twilio/messaging/messages/list"
  static let readMessages = "/twilio/messaging/messages/read"

  /// - Parameters:
  ///   - account: Whose the app is; a new one's unless one is given.
  ///   - keys: What the app authenticates by in place of a secret.
  func makeApp(
    _ name: String = "Billing", in account: AccountSID? = nil, allow: [String] = [listMessages, readMessages],
    keys: PublicJWKSet? = nil
  ) async throws -> TestApp {
    let registry = client(.appRegistry)
    let owner =
      if let account { account } else {
        try await registry.call(AccountsCreate(friendlyName: try FriendlyName("Owner of \(name)"))).sid
      }
    let created = try await registry.call(
      AppsCreate(
        accountSid: owner, friendlyName: try FriendlyName(name), policy: Policy(allow: allow),
        tokenEndpointAuthMethod: keys.map { _ in .privateKeyJWT }, jwks: keys))
    return TestApp(sid: created.app.sid, account: owner, secret: created.secret?.revealed ?? "")
  }
}

extension TestGateway {
  /// Serves in front of new services, with one app.
  static func withApp(_ test: (TestGateway, TestApp) async throws -> Void) async throws {
    try await run { gateway in try await test(gateway, gateway.world.makeApp()) }
  }

  /// Posts a form; as an app by HTTP Basic if one is given.
  func post(_ path: String, _ form: String, as app: TestApp? = nil) async throws -> HTTPReply {
    var request = HTTPText.form(path, form)
    if let app { request.fields.append(("Authorization", app.basic)) }
    return try await exchange(request)
  }

  /// Asks for a token by a form and, if it is given, a field `Authorization`.
  func token(_ form: String = "grant_type=client_credentials", _ authorization: String? = nil) async throws -> HTTPReply
  {
    var request = HTTPText.form("/v2/token", form)
    if let authorization { request.fields.append(("Authorization", authorization)) }
    return try await exchange(request)
  }

  /// A token of an app.
  func issue(_ app: TestApp, _ more: String = "") async throws -> String {
    let reply = try await post("/v2/token", "grant_type=client_credentials\(more)", as: app)
    return try #require(try reply.json["access_token"]?.string, "\(reply.text)")
  }

  func isActive(_ token: String, askedBy app: TestApp) async throws -> Bool {
    let reply = try await post("/v2/introspect", "token=\(token)", as: app)
    try #require(reply.status == 200, "\(reply.text)")
    return try reply.json["active"]?.bool == true
  }
}

/// Expects a refusal in both shapes that clients read.
func expectRefusal(
  _ reply: HTTPReply, _ status: Int, _ error: String, code: Int? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let comment = Comment(rawValue: reply.text)
  try #require(reply.status == status, comment, sourceLocation: sourceLocation)
  let json = try reply.json
  #expect(json["error"]?.string == error, comment, sourceLocation: sourceLocation)
  #expect(json["status"]?.integer == status, comment, sourceLocation: sourceLocation)
  #expect(json["message"]?.string?.isEmpty == false, comment, sourceLocation: sourceLocation)
  #expect(json["more_info"]?.string?.hasPrefix("https://") == true, comment, sourceLocation: sourceLocation)
  #expect(
    code.map { json["code"]?.integer == $0 } ?? (json["code"]?.integer != nil), comment, sourceLocation: sourceLocation)
  // RFC 6749 section 5.2: %x20-21 / %x23-5B / %x5D-7E.
  let description = try #require(json["error_description"]?.string, comment, sourceLocation: sourceLocation)
  #expect(
    description.utf8.allSatisfy { 0x20...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C }, comment,
    sourceLocation: sourceLocation)
  #expect(reply["content-type"] == "application/json", sourceLocation: sourceLocation)
  #expect(reply["cache-control"] == "no-store", sourceLocation: sourceLocation)
  #expect(reply["pragma"] == "no-cache", sourceLocation: sourceLocation)
  if status == 401 {
    #expect(reply["www-authenticate"]?.hasPrefix("Basic realm=\"") == true, sourceLocation: sourceLocation)
  }
}
