import Permissions
import Testing

@Suite struct GrantTests {
  private let orders = "/shop/sales/orders"

  private func policy(_ allow: [String], deny: [String] = []) throws -> PermissionPolicy {
    PermissionPolicy(allow: allow, deny: deny, catalogue: try ExampleCatalogue.shop())
  }

  @Test("R12: Without a scope a token gets all that is allowed, sorted and each once")
  func everything() throws {
    let policy = try policy(["\(orders)/read", "/shop/sales/invoices/read", "\(orders)/read", "\(orders)/list"])
    #expect(try policy.grant(requested: nil) == ["/shop/sales/invoices/read", "\(orders)/list", "\(orders)/read"])
  }

  @Test("R12: Without a scope a wildcard becomes its actions, and stays where it alone covers requests")
  func names() throws {
    #expect(
      try policy(["\(orders)/*", "/shop/sales/returns/*"]).grant(requested: nil) == [
        "\(orders)/delete", "\(orders)/list", "\(orders)/read", "/shop/sales/returns/*",
      ])
  }

  @Test("R12: Without a scope, where wildcards are chosen, one of which nothing is denied stays")
  func wildcardKept() throws {
    #expect(
      try policy(["\(orders)/*", "/shop/sales/returns/*"]).grant(requested: nil, form: .wildcards) == [
        "\(orders)/*", "/shop/sales/returns/*",
      ])
    #expect(
      try policy(["\(orders)/*"], deny: ["/shop/sales/invoices/read"]).grant(requested: nil, form: .wildcards) == [
        "\(orders)/*"
      ])
  }

  @Test("R12: Without a scope a wildcard with a denied action becomes the actions that are left")
  func wildcardExpanded() throws {
    let policy = try policy(["\(orders)/*", "\(orders)/list"], deny: ["\(orders)/delete"])
    #expect(try policy.grant(requested: nil) == ["\(orders)/list", "\(orders)/read"])
    #expect(try policy.grant(requested: nil, form: .wildcards) == ["\(orders)/list", "\(orders)/read"])
  }

  @Test("R12: Without a scope what is wholly denied is dropped")
  func deniedDropped() throws {
    #expect(try policy(["\(orders)/*", "\(orders)/read"], deny: ["\(orders)/*"]).grant(requested: nil).isEmpty)
    #expect(try policy(["/shop/sales/returns/*"], deny: ["/shop/sales/returns/*"]).grant(requested: nil).isEmpty)
    #expect(
      try policy(["\(orders)/*"], deny: ["\(orders)/list", "\(orders)/read", "\(orders)/delete"]).grant(requested: nil)
        .isEmpty)
  }

  @Test("R12: Permissions that the catalogue no longer has are not granted")
  func vanished() throws {
    let policy = try policy(["/shop/old/things/read", "/shop/old/things/*", "\(orders)/read"])
    #expect(try policy.grant(requested: nil) == ["\(orders)/read"])
    #expect(throws: ScopeError(refused: ["/shop/old/things/read"])) {
      try policy.grant(requested: ["/shop/old/things/read"])
    }
  }

  @Test("R12: With a scope a token gets exactly that, in its order and each once")
  func exactly() throws {
    let requested = ["\(orders)/read", "/shop/sales/invoices/read", "\(orders)/read"]
    let policy = try policy(["\(orders)/*", "/shop/sales/invoices/read"])
    #expect(try policy.grant(requested: requested) == ["\(orders)/read", "/shop/sales/invoices/read"])
    #expect(try policy.grant(requested: []).isEmpty)
  }

  @Test("R12: A scope with permissions that are not allowed is refused, naming each once")
  func refused() throws {
    let policy = try policy(["\(orders)/*"], deny: ["\(orders)/delete"])
    let error = try #require(throws: ScopeError.self) {
      try policy.grant(requested: [
        "\(orders)/delete", "\(orders)/read", "/no/such/thing/read", "\(orders)/delete", "nonsense",
      ])
    }
    #expect(error.refused == ["\(orders)/delete", "/no/such/thing/read", "nonsense"])
    #expect(error.description.contains("\(orders)/delete, /no/such/thing/read, nonsense"))
  }

  @Test("R12: What Unicode takes for equal to a name is not that name")
  func equivalentNames() throws {
    let kit = ExampleCatalogue.permission("mcp:Kit", "/kit")
    let policy = PermissionPolicy(allow: [kit.name], deny: [], catalogue: try Catalogue(permissions: [kit]))
    let sign = "mcp:\u{212A}it"
    #expect(sign == kit.name)
    #expect(throws: ScopeError.self) { try policy.grant(requested: [sign]) }
    #expect(policy.remainder(of: [sign]).isEmpty)
  }

  @Test("R12: A requested wildcard needs every action to be allowed")
  func requestedWildcard() throws {
    let all = "\(orders)/*"
    #expect(try policy([all]).grant(requested: [all]) == [all])
    #expect(try policy(["\(orders)/list", "\(orders)/read", "\(orders)/delete"]).grant(requested: [all]) == [all])
    #expect(throws: ScopeError(refused: [all])) {
      try policy(["\(orders)/list", "\(orders)/read"]).grant(requested: [all])
    }
    #expect(throws: ScopeError(refused: [all])) { try policy([all], deny: ["\(orders)/list"]).grant(requested: [all]) }
    #expect(throws: ScopeError.self) { try policy([all]).grant(requested: ["/shop/sales/returns/*"]) }
    #expect(throws: ScopeError.self) { try policy([all]).grant(requested: ["/shop/nothing/here/*"]) }
  }

  @Test(
    "R12: What is granted without a scope is granted when asked for, and no more is held than is allowed",
    arguments: [ScopeForm.names, .wildcards])
  func consistent(_ form: ScopeForm) throws {
    let catalogue = try RealCatalogue.load()
    let policy = PermissionPolicy(
      allow: catalogue.permissions.map(\.name), deny: ["/twilio/voice/calls/delete", "/twilio/studio/flows/*"],
      catalogue: catalogue)
    let granted = try policy.grant(requested: nil, form: form)
    #expect(try policy.grant(requested: granted) == granted)
    // No request needs a wildcard whose actions cover all of its own.
    for permission in catalogue.permissions where form == .wildcards || granted.contains(permission.name) {
      #expect(GrantedScope(granted).holds(permission.name) == policy.allows(permission.name))
    }
  }
}
