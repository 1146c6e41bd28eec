import Permissions
import Testing

@Suite struct PermissionPolicyTests {
  private func policy(_ allow: [String], deny: [String] = []) throws -> PermissionPolicy {
    PermissionPolicy(allow: allow, deny: deny, catalogue: try ExampleCatalogue.shop())
  }

  @Test("R12: A permission is allowed by its name only")
  func byName() throws {
    let policy = try policy(["/shop/sales/orders/read"])
    #expect(policy.allows("/shop/sales/orders/read"))
    #expect(!policy.allows("/shop/sales/orders/list"))
    #expect(!policy.allows("/shop/sales/orders/*"))
    #expect(!policy.allows(""))
  }

  @Test("R12: A wildcard allows all actions of its resource and none of another")
  func byWildcard() throws {
    let policy = try policy(["/shop/sales/orders/*"])
    #expect(policy.allows("/shop/sales/orders/read"))
    #expect(policy.allows("/shop/sales/orders/delete"))
    #expect(!policy.allows("/shop/sales/invoices/read"))
    #expect(!policy.allows("/shop/sales/returns/*"))
  }

  @Test(
    "R12: deny beats allow, by name and by wildcard",
    arguments: [
      (["/shop/sales/orders/delete"], ["/shop/sales/orders/delete"]),
      (["/shop/sales/orders/*"], ["/shop/sales/orders/delete"]),
      (["/shop/sales/orders/delete"], ["/shop/sales/orders/*"]), (["/shop/sales/orders/*"], ["/shop/sales/orders/*"]),
    ])
  func denyBeatsAllow(allow: [String], deny: [String]) throws {
    #expect(!(try policy(allow, deny: deny)).allows("/shop/sales/orders/delete"))
  }

  @Test("R12: Denying one action leaves the others")
  func denyOne() throws {
    #expect(try policy(["/shop/sales/orders/*"], deny: ["/shop/sales/orders/delete"]).allows("/shop/sales/orders/read"))
  }

  @Test("R12: A request that only a wildcard entry covers needs the wildcard, with nothing of it denied")
  func wildcardEntry() throws {
    let entry = "/shop/sales/returns/*"
    #expect(try policy([entry]).allows(entry))
    #expect(!(try policy([entry], deny: [entry])).allows(entry))
    #expect(!(try policy([entry], deny: ["/shop/sales/returns/read"])).allows(entry))
    #expect(!(try policy(["/shop/sales/returns/read"])).allows(entry))
  }

  @Test("R12: An empty policy allows nothing")
  func empty() throws {
    for permission in try ExampleCatalogue.shop().permissions { #expect(!(try policy([])).allows(permission.name)) }
  }

  @Test("R13: A restricted key's policy of allowed permissions is decided by the same mapping")
  func restrictedKey() throws {
    let catalogue = try RealCatalogue.load()
    let policy = PermissionPolicy(allow: ["/twilio/messaging/messages/list"], deny: [], catalogue: catalogue)
    let path = "/2010-04-01/Accounts/\(RealCatalogue.sid)/Messages.json"
    for (method, isAllowed) in [("GET", true), ("POST", false)] {
      guard case .permission(let name, _) = catalogue.matcher.match(method: method, host: "api.twilio.com", path: path)
      else {
        Issue.record("\(method) is not mapped")
        continue
      }
      #expect(policy.allows(name) == isAllowed)
    }
  }
}
