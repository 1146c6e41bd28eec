import Foundation
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
    let weight: Double
    let note: String?
    let size: PageSize?
  }

  private func written(_ schema: JSONSchema) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(schema), as: UTF8.self)
  }

  @Test("A type's schema has its members in order, what they hold and which may be missing")
  func described() throws {
    let schema = JSONSchema.describe(Order.self)
    #expect(schema.members.map(\.name) == ["sid", "lines", "role", "isPaid", "weight", "note", "size"])
    #expect(schema.members.filter { !$0.isRequired }.map(\.name) == ["role", "note", "size"])
    #expect(schema.members[0].schema == AppSID.schema)
    #expect(schema.members[2].schema == .enumeration(Role.words))
    #expect(schema.members[3...5].map(\.schema) == [.boolean, .number, .string(format: nil)])
    #expect(schema.members[6].schema == .integer(1...1000))
  }

  @Test("A schema is written as JSON Schema")
  func jsonSchema() throws {
    #expect(
      try written(JSONSchema.describe([Line].self))
        == #"{"items":{"properties":{"count":{"type":"integer"},"tags":{"items":{"type":"string"},"type":"array"}},"#
        + #""required":["count"],"type":"object"},"type":"array"}"#)
    #expect(try written(.integer(1...2)) == #"{"maximum":2,"minimum":1,"type":"integer"}"#)
    #expect(try written(.enumeration(["x", "y"])) == #"{"enum":["x","y"],"type":"string"}"#)
    #expect(try written(.string(format: "a/b")) == #"{"description":"a/b","type":"string"}"#)
    #expect(try written(.number) == #"{"type":"number"}"#)
    #expect(try written(.boolean) == #"{"type":"boolean"}"#)
    #expect(try written(.any) == "{}")
  }

  @Test("A type that takes no members has none")
  func empty() {
    #expect(JSONSchema.describe(RPCDiscover.self).members.isEmpty)
    #expect(JSONSchema.describe(NoContent.self).members.isEmpty)
  }
}
