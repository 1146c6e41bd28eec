import WireProtocol

extension JSONSchema {
  /// What a value looks like, for people, in Markdown.
  var words: String {
    switch self {
    case .string(let format, let longest):
      "string" + (format.map { ", \($0)" } ?? "") + (longest.map { ", at most \($0) bytes" } ?? "")
    case .enumeration(let values):
      (values.count > 1 ? "one of " : "") + values.map { "`\($0)`" }.joined(separator: ", ")
    case .integer(let range): range.map { "integer, \($0.lowerBound) to \($0.upperBound)" } ?? "integer"
    case .boolean: "`true` or `false`"
    case .array(of: .object): "array of objects"
    case .array(let element): "array, each item \(element.words)"
    case .object: "object"
    case .map(of: .object): "object of objects by name"
    case .map(let element): "object, each member \(element.words)"
    case .nullable(let value): value.words + ", or null"
    case .oneOrMore(let value): value.words + ", or an array of such"
    case .null: "null"
    case .any: "any JSON"
    }
  }

  /// The members of an object and of the objects in it, by their paths: `policy`, `policy.allow`, `keys[].kid`,
  /// `methods.NAME.requests`.
  var flattened: [Member] {
    members.flatMap { member in
      let (inner, separator) = member.schema.content
      let deeper = inner.flattened.map {
        Member(name: member.name + separator + $0.name, schema: $0.schema, isRequired: $0.isRequired)
      }
      return [member] + deeper
    }
  }

  /// The object that is this value, or this array's or map's element, and how a path goes on to its members.
  private var content: (JSONSchema, String) {
    switch self {
    case .array(let element): (element, "[].")
    case .map(let element): (element, ".NAME.")
    default: (self, ".")
    }
  }
}
