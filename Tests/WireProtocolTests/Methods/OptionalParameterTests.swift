import JSON
import TestSupport
import Testing
import WireProtocol

/// An optional parameter may be left out or null, and the schema says so.
@Suite struct OptionalParameterTests {
  @Test("The schema of each optional parameter takes null, and so does that of each optional member within; no other")
  func schemas() throws {
    let document = try Wire.document(Wire.text(OpenRPC(title: "all", methods: everyMethod)).utf8)
    for method in try #require(document["methods"]).children {
      for parameter in try #require(method["params"]).children {
        let place = "\(method["name"]?.string ?? "") \(parameter["name"]?.string ?? "")"
        expect(try #require(parameter["schema"]), isOptional: parameter["required"]?.bool == false, at: place)
      }
    }
  }

  private func expect(_ schema: JSONValue, isOptional: Bool, at place: String) {
    let choices = schema["anyOf"].map { Array($0.children) } ?? []
    #expect(choices.contains(where: Self.isNull) == isOptional, "\(place)")
    for choice in choices where !Self.isNull(choice) { expect(choice, isOptional: false, at: place) }
    if let items = schema["items"] { expect(items, isOptional: false, at: "\(place)[]") }
    let required = schema["required"].map { $0.children.compactMap(\.string) } ?? []
    for member in schema["properties"].map({ Array($0.children) }) ?? [] {
      expect(member, isOptional: !required.contains(member.name), at: "\(place).\(member.name)")
    }
  }

  private static func isNull(_ schema: JSONValue) -> Bool { schema["type"]?.string == "null" }

  @Test("Each optional parameter of each method is null as if it were left out, and so is each optional member within")
  func nulls() throws {
    struct NullCheck: MethodCheck {
      func callAsFunction<M: Method>(_ method: M.Type) throws {
        let example = try Wire.document(Wire.text(M.example.request).utf8)
        for variant in Variant.all(of: example, JSONSchema.describe(M.self)) {
          let absent = try Wire.value(M.self, variant.absent)
          let null = try? Wire.value(M.self, variant.null)
          #expect(null == absent, "\(M.name) \(variant.place)")
        }
      }
    }
    try NullCheck().run()
  }
}

/// A value without one of its optional members, and with null for it.
private struct Variant {
  let place: String
  let absent: String
  let null: String

  /// One for each optional member, at any depth.
  static func all(of value: JSONValue, _ schema: JSONSchema) -> [Variant] {
    switch schema {
    case .object(let members): members.flatMap { of(value, member: $0) }
    case .array(let element):
      value.children.prefix(1).flatMap { all(of: $0, element) }.map { inner in
        Variant(place: "[0]\(inner.place)", absent: "[\(inner.absent)]", null: "[\(inner.null)]")
      }
    case .nullable(let inner): all(of: value, inner)
    default: []
    }
  }

  private static func of(_ value: JSONValue, member: JSONSchema.Member) -> [Variant] {
    let others = value.children.filter { $0.name != member.name }.map {
      "\"\($0.name)\":\(String(decoding: $0.text, as: UTF8.self))"
    }
    func object(_ text: String?) -> String {
      "{\((others + (text.map { ["\"\(member.name)\":\($0)"] } ?? [])).joined(separator: ","))}"
    }
    let own = Variant(place: member.name, absent: object(nil), null: object("null"))
    let given = value.children.first { $0.name == member.name }
    let within = given.map { all(of: $0, member.schema) } ?? []
    return (member.isRequired ? [] : [own])
      + within.map { inner in
        Variant(place: "\(member.name).\(inner.place)", absent: object(inner.absent), null: object(inner.null))
      }
  }
}
