import Foundation
import OpenAPI
import Permissions
import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about APIs that were imported")
struct ImportedAPIRules {
  private static let document = """
    openapi: 3.1.0
    servers: [{url: 'https://api.shop.example/v2'}]
    components:
      securitySchemes:
        oauth:
          type: oauth2
          flows: {clientCredentials: {tokenUrl: /t, scopes: {'orders:write': Order}}}
    paths:
      /orders:
        get: {responses: {}}
        post: {security: [{oauth: ['orders:write']}], responses: {}}
      /orders/{id}:
        get: {responses: {}}
    """

  @Test("An OpenAPI document becomes a catalogue that authorize decides by at once", arguments: World.Wiring.allCases)
  func importedAPI(_ wiring: World.Wiring) async throws {
    let directory = try TemporaryDirectory()
    let live = try LiveCatalogue(directories: [directory.path])
    let world = try await World(wiring, catalogue: live)
    let account = try await world.makeAccount()
    let allow = ["/shop/orders/orders/*", "orders:write"]
    #expect(try await world.refusal { try await world.makeApp(in: account, allow: allow) } == "invalid_scope")
    let resource = try ResourceIdentifier("https://api.shop.example")
    let draft = try CatalogueDraft(Array(Self.document.utf8), namespace: "shop", resource: resource)
    try Data(draft.text.utf8).write(to: URL(filePath: "\(directory.path)/shop.json"))
    #expect(live.refresh() == .loaded(summary: "3 permissions in 1 file"))
    let app = try await world.makeApp(in: account, allow: allow)
    let token = try await world.issuer.call(
      TokensIssue(
        clientId: app.sid, clientSecret: app.secret, scope: "/shop/orders/orders/*",
        resource: OneOrMore([resource.text]))
    ).accessToken
    for (method, path, permission, isAllowed) in [
      ("GET", "/v2/orders", "/shop/orders/orders/list", true),
      ("GET", "/v2/orders/7", "/shop/orders/orders/read", true), ("POST", "/v2/orders", "orders:write", false),
    ] {
      let decision = try await world.issuer.call(
        TokensAuthorize(token: token, method: method, host: "api.shop.example", path: path))
      #expect(decision.allowed == isAllowed)
      #expect(decision.permission == permission)
    }
    try await world.end()
    #expect(world.undeclaredErrors == [])
  }
}
