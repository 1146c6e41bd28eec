import Foundation
import TestSupport
import Testing
import WireProtocol

@Suite struct JSONSchemaTests {
  private struct Line: Decodable {
    let count: Int
    let tags: [String]?
  }

  private struct Order: Decodable {
    let sid: AppSID
    let lines: [Line]
    let role: Role?
    let isPaid: Bool
    let note: String?
    let size: PageSize?
  }

  private func written(_ schema: JSONSchema) throws -> String {
    try Wire.text(schema)
  }

  @Test("A type's schema has its members in order, what they hold and which may be missing")
  func described() throws {
    let schema = JSONSchema.describe(Order.self)
    #expect(schema.members.map(\.name) == ["sid", "lines", "role", "is_paid", "note", "size"])
    #expect(schema.members.filter { !$0.isRequired }.map(\.name) == ["role", "note", "size"])
    #expect(schema.members[0].schema == AppSID.schema)
    #expect(schema.members[2].schema == .enumeration(Role.words))
    #expect(schema.members[3...4].map(\.schema) == [.boolean, String.schema])
    #expect(schema.members[5].schema == .integer(1...1000))
  }

  @Test("A schema is written as JSON Schema")
  func jsonSchema() throws {
    #expect(
      try written(JSONSchema.describe([Line].self))
        == #"{"type":"array","items":{"type":"object","properties":{"count":{"type":"integer"},"tags":{"type":"array","#
        + #""items":{"type":"string","maxLength":16384}}},"required":["count"]}}"#)
    #expect(try written(.integer(1...2)) == #"{"type":"integer","minimum":1,"maximum":2}"#)
    #expect(try written(.enumeration(["x", "y"])) == #"{"type":"string","enum":["x","y"]}"#)
    #expect(try written(.string(format: "a/b")) == #"{"type":"string","description":"a/b"}"#)
    #expect(try written(.boolean) == #"{"type":"boolean"}"#)
    #expect(try written(.any) == "{}")
  }

  @Test("A type that takes no members has none")
  func empty() {
    #expect(JSONSchema.describe(RPCDiscover.self).members.isEmpty)
    #expect(JSONSchema.describe(NoContent.self).members.isEmpty)
  }
}
