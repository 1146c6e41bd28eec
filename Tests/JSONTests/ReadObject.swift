import JSON

/// An object's members as a document has them, each value as it stands in the text.
struct ReadObject {
  let members: [(name: String, value: String)]

  init(_ text: some StringProtocol, limits: JSONLimits = JSONLimits(depth: 64)) throws(JSONFault) {
    let root = try JSONDocument(Array(text.utf8), limits: limits).root
    guard root.isObject else { throw JSONFault("no object", at: 0) }
    members = root.children.map { ($0.name, String(decoding: $0.text, as: UTF8.self)) }
  }

  subscript(name: String) -> String? {
    members.first { $0.name == name }?.value
  }
}
