import RPC
import TestSupport
import Testing
import WireProtocol

/// How a proxy describes the request that it asks about.
enum Description: String, CaseIterable {
  case original = "X-Original fields"
  case forwarded = "X-Forwarded fields"
  case itself = "the request line"

  func asking(
    _ method: String, _ host: String?, _ target: String, _ fields: [(name: String, value: String)] = []
  ) -> HTTPText {
    var text =
      self == .itself ? HTTPText(method, "/v1/authorize\(target)") : HTTPText("GET", "/v1/authorize")
    switch self {
    case .original:
      text.fields = [("X-Original-Method", method), ("X-Original-URI", target)]
      if let host { text.fields.append(("X-Original-Host", host)) }
    case .forwarded:
      text.fields = [("X-Forwarded-Method", method), ("X-Forwarded-Uri", target)]
      if let host { text.fields.append(("X-Forwarded-Host", host)) }
    case .itself:
      if let host { text.fields = [("Host", host)] }
    }
    text.fields += fields
    return text
  }
}

/// A gateway before services that know two APIs, with an app that may use both.
struct Guarded {
  let gateway: TestGateway
  let account: AccountSID
  let app: AppSID
  let secret: Sensitive

  static let shop = "https://shop.example/"
  static let tools = "https://tools.example/mcp"
  static let listing = "/shop/sales/orders/list"
  static let creation = "/shop/sales/orders/create"

  var registry: Client { gateway.world.client(.appRegistry) }

  static func run(_ test: (Guarded) async throws -> Void) async throws {
    let catalogue = try TemporaryCatalogue([
      "shop": """
      {"version": 1, "namespace": "shop", "resource": "\(shop)", "permissions": [
        {"permission": "\(listing)", "description": "",
          "endpoints": [{"method": "GET", "host": "shop.example", "path": "/{AccountSid}/orders"}]},
        {"permission": "\(creation)", "description": "",
          "endpoints": [{"method": "POST", "host": "shop.example", "path": "/{AccountSid}/orders"}]}]}
      """,
      "tools": """
      {"version": 1, "resource": "\(tools)", "permissions": [
        {"permission": "mcp:tools", "description": "",
          "endpoints": [{"method": "POST", "host": "tools.example", "path": "/mcp"}]}]}
      """,
    ])
    let world = try await World(.sockets, catalogue: catalogue.live)
    try await TestGateway.run(world) { gateway in
      let registry = world.client(.appRegistry)
      let account = try await registry.call(AccountsCreate(friendlyName: FriendlyName("Acme"))).sid
      let app = try await registry.call(
        AppsCreate(
          accountSid: account, friendlyName: FriendlyName("App"), policy: Policy(allow: [listing, "mcp:tools"])))
      try await test(
        Guarded(gateway: gateway, account: account, app: app.app.sid, secret: try #require(app.secret)))
    }
  }

  func token(for resource: String = shop) async throws -> String {
    try await gateway.world.client(.tokenIssuer).call(
      TokensIssue(clientId: app, clientSecret: secret, resource: OneOrMore([resource]))
    ).accessToken.revealed
  }

  /// Asks about the listing of the account's orders unless said otherwise.
  func ask(
    _ description: Description = .original, method: String = "GET", target: String? = nil, token: String?,
    _ fields: KeyValuePairs<String, String> = [:]
  ) async throws -> HTTPReply {
    var text = description.asking(method, "shop.example", target ?? "/\(account)/orders", fields.map { ($0, $1) })
    if let token { text.fields.append(("Authorization", "Bearer \(token)")) }
    return try await gateway.exchange(text)
  }
}
