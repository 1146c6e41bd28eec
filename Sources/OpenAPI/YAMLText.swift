import JSON
import Yams

/// YAML as JSON: the values that an alias stands for are written out, scalars are strings but for `true`, `false` and
/// `null`.
struct YAMLText {
  private var json: [UInt8] = []
  /// In bytes. Aliases of aliases would grow without end.
  private let longest: Int

  private static let deepest = 200

  static func json(_ bytes: [UInt8]) throws(ImportFault) -> [UInt8] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ImportFault("the document is not UTF-8; save it in that encoding")
    }
    try YAMLCensus(in: bytes).requireHarmless()
    guard let root = try parse(text) else { throw ImportFault("the document is empty; give an OpenAPI document") }
    var writer = YAMLText(longest: 4 * bytes.count + 65_536)
    try writer.append(root, depth: 0)
    return writer.json
  }

  private static func parse(_ text: String) throws(ImportFault) -> Node? {
    do { return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() } catch {
      guard let error = error as? YamlError else { throw ImportFault("the document is not YAML: \(error)") }
      throw ImportFault(error)
    }
  }

  private mutating func append(_ node: Node, depth: Int) throws(ImportFault) {
    guard json.count < longest else {
      throw ImportFault("its aliases stand for more than \(longest) bytes; write out what they stand for, or use $ref")
    }
    guard depth < Self.deepest else { throw ImportFault("it is nested deeper than \(Self.deepest) levels; use $ref") }
    switch node {
    case .scalar(let scalar): append(scalar)
    case .sequence(let elements):
      json.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        if position > 0 { json.append(UInt8(ascii: ",")) }
        try append(element, depth: depth + 1)
      }
      json.append(UInt8(ascii: "]"))
    case .mapping(let members):
      json.append(UInt8(ascii: "{"))
      for (position, (name, value)) in members.enumerated() {
        guard case .scalar(let name) = name else {
          throw ImportFault("\(Self.place(of: name))a name is no text; OpenAPI has names that are texts only")
        }
        if position > 0 { json.append(UInt8(ascii: ",")) }
        JSONString.append(name.string, to: &json)
        json.append(UInt8(ascii: ":"))
        try append(value, depth: depth + 1)
      }
      json.append(UInt8(ascii: "}"))
    case .alias: throw ImportFault("\(Self.place(of: node))an alias stands for nothing; write out what is meant")
    }
  }

  private mutating func append(_ scalar: Node.Scalar) {
    switch (scalar.style, scalar.string) {
    case (.plain, "true"), (.plain, "false"), (.plain, "null"): json.append(contentsOf: scalar.string.utf8)
    case (.plain, ""), (.plain, "~"): json.append(contentsOf: "null".utf8)
    default: JSONString.append(scalar.string, to: &json)
    }
  }

  private static func place(of node: Node) -> String {
    node.mark.map { "line \($0.line), column \($0.column): " } ?? ""
  }
}

extension ImportFault {
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init("line \(mark.line), column \(mark.column): \(problem); correct it there or before")
    case .duplicatedKeysInMapping(let names, let context):
      let names = names.prefix(3).map { String(reflecting: $0.shortened()) }.joined(separator: ", ")
      self.init("line \(context.mark.line): \(names) stands twice in one mapping; remove one")
    case .reader(let problem, _, _, _): self.init("the document is not YAML: \(problem); correct it")
    default: self.init("the document is not YAML; correct it")
    }
  }
}
