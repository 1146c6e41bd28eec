import Foundation
import JSON
import RPC
import TestSupport
import WireProtocol

/// An account behind a gateway, and a main key of its.
struct ManagedAccount: Sendable {
  let gateway: TestGateway
  let sid: AccountSID
  let key: CreatedAPIKey

  static let listMessages = "/twilio/messaging/messages/list"

  init(_ gateway: TestGateway, _ name: String = "Acme") async throws {
    self.gateway = gateway
    let registry = gateway.world.client(.appRegistry)
    sid = try await registry.call(AccountsCreate(friendlyName: FriendlyName(name))).sid
    key = try await registry.call(APIKeysCreate(accountSid: sid, friendlyName: FriendlyName("Main"), type: .main))
  }

  /// The field by which the main key authenticates.
  var basic: String { Self.basic(key.apiKey.sid.text, key.secret) }

  static func basic(_ name: String, _ secret: Sensitive) -> String {
    "Basic \(Data("\(name):\(secret.revealed)".utf8).base64EncodedString())"
  }

  /// Sends a request to the management, by the main key unless something else is shown.
  /// - Parameter json: The body.
  func send(
    _ method: String, _ target: String, json: String? = nil, authorization: String? = nil,
    fields: KeyValuePairs<String, String> = [:]
  ) async throws -> HTTPReply {
    var text = HTTPText(method, target, fields: fields, body: Array((json ?? "").utf8))
    if json != nil { text.fields.append(("Content-Type", "application/json")) }
    text.fields.append(("Authorization", authorization ?? basic))
    return try await gateway.exchange(text, on: .management)
  }

  func send(form: String, to target: String) async throws -> HTTPReply {
    try await gateway.exchange(.form(target, form, fields: ["Authorization": basic]), on: .management)
  }

  /// Creates an app over HTTP.
  func createApp(_ name: String = "Billing", fields: KeyValuePairs<String, String> = [:]) async throws -> HTTPReply {
    try await send(
      "POST", "/v1/Account/OAuthApps",
      json: #"{"friendly_name":"\#(name)","policy":{"allow":["\#(Self.listMessages)"]}}"#, fields: fields)
  }

  /// A restricted key, by its field.
  func restricted(_ name: String, _ allow: [String]) async throws -> String {
    let key = try await gateway.world.client(.appRegistry).call(
      APIKeysCreate(accountSid: sid, friendlyName: FriendlyName(name), policy: Policy(allow: allow)))
    return Self.basic(key.apiKey.sid.text, key.secret)
  }

  /// A token of an app, by its field.
  func bearer(_ name: String, _ allow: [String]) async throws -> String {
    let app = try await gateway.world.client(.appRegistry).call(
      AppsCreate(accountSid: sid, friendlyName: FriendlyName(name), policy: Policy(allow: allow)))
    let token = try await gateway.world.client(.tokenIssuer).call(
      TokensIssue(clientId: app.app.sid, clientSecret: app.secret))
    return "Bearer \(token.accessToken.revealed)"
  }
}
