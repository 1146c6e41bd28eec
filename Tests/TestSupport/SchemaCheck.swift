package import JSON

/// Compares JSON with a schema as `rpc.discover` and `/openapi.json` give it. Strict: a member that the schema
/// does not name is a fault.
package struct SchemaCheck {
  /// What does not fit, each with its place.
  package static func faults(of value: JSONValue, against schema: JSONValue, at place: String) -> [String] {
    if let choices = schema["anyOf"] {
      let fits = choices.children.contains { faults(of: value, against: $0, at: place).isEmpty }
      return fits ? [] : ["\(place) fits none of \(text(choices))"]
    }
    guard let type = schema["type"]?.string else {
      return schema.childCount == 0 ? [] : ["\(place): the schema has no type"]
    }
    switch type {
    case "string": return text(value, schema, place)
    case "integer": return integer(value, schema, place)
    case "boolean": return value.bool == nil ? ["\(place) is no boolean"] : []
    case "null": return value.isNull ? [] : ["\(place) is not null"]
    case "array": return array(value, schema, place)
    case "object": return object(value, schema, place)
    default: return ["\(place): unknown type \(type)"]
    }
  }

  private static func text(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    guard let text = value.string else { return ["\(place) is no string"] }
    if let words = schema["enum"], !words.children.contains(where: { $0.string == text }) {
      return ["\(place) is none of \(self.text(words))"]
    }
    if let longest = schema["maxLength"]?.integer, text.unicodeScalars.count > longest {
      return ["\(place) is too long"]
    }
    return []
  }

  private static func integer(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    guard let number = value.integer else { return ["\(place) is no integer"] }
    let bounds = (schema["minimum"]?.integer ?? .min)...(schema["maximum"]?.integer ?? .max)
    return bounds.contains(number) ? [] : ["\(place) is out of bounds"]
  }

  private static func array(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    guard value.isArray, let items = schema["items"] else { return ["\(place) is no array, or of nothing"] }
    return value.children.flatMap { faults(of: $0, against: items, at: place + "[]") }
  }

  private static func object(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    guard value.isObject else { return ["\(place) is no object"] }
    if let element = schema["additionalProperties"] {
      return value.children.flatMap { faults(of: $0, against: element, at: "\(place).\($0.name)") }
    }
    let properties = schema["properties"].map { Array($0.children) } ?? []
    let missing = (schema["required"].map { Array($0.children) } ?? []).filter { name in
      !value.children.contains { $0.name == name.string }
    }
    return missing.map { "\(place) has no \(text($0))" }
      + value.children.flatMap { member in
        guard let property = properties.first(where: { $0.name == member.name }) else {
          return ["\(place).\(member.name) is not in the schema"]
        }
        return faults(of: member, against: property, at: "\(place).\(member.name)")
      }
  }

  private static func text(_ value: JSONValue) -> String { String(decoding: value.text, as: UTF8.self) }
}
