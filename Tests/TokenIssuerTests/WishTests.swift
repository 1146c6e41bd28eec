import FoundationEssentials
import Permissions
import TestSupport
import Testing
import WireProtocol

@testable import TokenIssuer

/// What was granted to one client for a scope is granted to the next for the very same scope alone.
@Suite struct WishTests {
  private let sign = "\u{212A}"

  private func known(_ resource: String) throws -> KnownPolicy {
    let directory = try TemporaryDirectory()
    let file = "\(directory.path)/mcp.json"
    try Data(
      """
      {"version": 1, "resource": "\(resource)", "permissions": [{"permission": "mcp:Kit", "description": ""}]}
      """.utf8
    ).write(to: URL(filePath: file))
    let catalogue = KnownCatalogue(try Catalogue(files: [file]), audience: "https://api.example")
    return try KnownPolicies(catalogue).known(Policy(allow: ["mcp:Kit"], deny: []))
  }

  @Test("R12: A scope is compared by its bytes, whoever asked for what Unicode takes for equal to it before")
  func scope() throws {
    let policy = try known("https://mcp.example")
    let audience = try policy.known.audience(askedFor: OneOrMore(["https://mcp.example"]))
    for _ in 1...2 {
      #expect(throws: ScopeError.self) { try policy.scope(for: audience, askedFor: "mcp:\(sign)it") }
      let granted = try #require(try policy.scope(for: audience, askedFor: "mcp:Kit"))
      #expect(Array(granted.utf8) == Array("mcp:Kit".utf8))
    }
  }

  @Test("R20: A resource is compared by its bytes, whoever asked for it before")
  func resource() throws {
    let catalogue = try known("https://mcp.example/Kit").known
    for _ in 1...2 {
      _ = try catalogue.audience(askedFor: OneOrMore(["https://mcp.example/Kit"]))
      #expect(throws: ServiceError.self) {
        try catalogue.audience(askedFor: OneOrMore(["https://mcp.example/\(sign)it"]))
      }
    }
  }
}
