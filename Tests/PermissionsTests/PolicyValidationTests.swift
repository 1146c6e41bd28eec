import Permissions
import Testing

@Suite struct PolicyValidationTests {
  private func faults(_ allow: [String], deny: [String] = []) throws -> [PolicyFault] {
    do {
      try PermissionPolicy(allow: allow, deny: deny, catalogue: try RealCatalogue.load()).validate()
      return []
    } catch let error as PolicyError {
      return error.faults
    }
  }

  @Test("R12: Permissions of the catalogue and wildcards with any permission below them are valid")
  func valid() throws {
    #expect(
      try faults(["/twilio/messaging/messages/create", "/twilio/voice/calls/*"], deny: ["/twilio/voice/calls/delete"])
        .isEmpty)
    #expect(try faults(["/twilio/voice/sip.connection-policies.targets/*"]).isEmpty)
    #expect(try RealCatalogue.load().permission(named: "/twilio/monitor/alerts/*") == nil)
    #expect(try faults([]).isEmpty)
  }

  @Test("R12: A wildcard is valid without an entry of its own")
  func wildcardWithoutEntry() throws {
    let policy = PermissionPolicy(allow: ["/shop/sales/invoices/*"], deny: [], catalogue: try ExampleCatalogue.shop())
    try policy.validate()
    #expect(policy.allows("/shop/sales/invoices/read"))
  }

  @Test("R12: Unknown permissions are refused, each by name and place")
  func unknown() throws {
    let faults = try faults(
      ["/twilio/voice/calls/fly", "/twilio/voice/calls/read", "/twilio/voice/kites/*"],
      deny: ["/other/voice/calls/read"])
    #expect(
      faults == [
        .unknown(name: "/twilio/voice/calls/fly", place: "allow[0]"),
        .unknown(name: "/twilio/voice/kites/*", place: "allow[2]"),
        .unknown(name: "/other/voice/calls/read", place: "deny[0]"),
      ])
    #expect(
      PolicyError(faults: faults).description.hasPrefix(
        "allow[0]: /twilio/voice/calls/fly is not in the permission catalogue; choose one that permissions.list names; "
          + "allow[2]: "
      ))
  }

  @Test(
    "R12: A name that has not four segments is malformed, not unknown",
    arguments: ["/twilio/voice/*", "/twilio/*", "/", "/twilio/voice/calls/read/now", ""])
  func malformed(name: String) throws {
    #expect(try faults(["/twilio/voice/calls/read"], deny: [name]) == [.malformed(name: name, place: "deny[0]")])
  }

  @Test("R12: Names that the catalogue has lost may be kept; what Unicode takes for equal to one is none")
  func kept() throws {
    let catalogue = try ExampleCatalogue.shop()
    try PermissionPolicy(allow: ["mcp:Kit"], deny: [], catalogue: catalogue).validate(keeping: ["mcp:Kit"])
    let sign = "mcp:\u{212A}it"
    #expect(throws: PolicyError(faults: [.malformed(name: sign, place: "allow[0]")])) {
      try PermissionPolicy(allow: [sign], deny: [], catalogue: catalogue).validate(keeping: ["mcp:Kit"])
    }
  }

  @Test("R12: A policy names at most 100 permissions, allowed and denied together, each counted once")
  func count() throws {
    let names = try RealCatalogue.load().permissions.map(\.name)
    #expect(try faults(Array(names[..<90]) + names[..<90], deny: Array(names[90..<100])).isEmpty)
    #expect(try faults(Array(names[..<90]), deny: Array(names[90...100])) == [.tooMany(count: 101)])
  }
}
