/// One segment of a path template.
enum SegmentPattern: Sendable, Equatable {
  case literal([UInt8])
  case parameter(ParameterPattern)

  var isSID: Bool {
    if case .parameter(let parameter) = self { parameter.kind == .sid } else { false }
  }

  /// The pattern, and the parameter's name if it is one: `{Name}` with literal text before or after it.
  static func parse(_ text: Substring) throws(TemplateFault) -> (pattern: SegmentPattern, name: String?) {
    guard let opening = text.utf8.firstIndex(of: UInt8(ascii: "{")) else {
      guard text != ".", text != ".." else { throw TemplateFault("it has a dot segment") }
      return (.literal(try literal(text)), nil)
    }
    let rest = text[text.utf8.index(after: opening)...]
    guard let closing = rest.utf8.firstIndex(of: UInt8(ascii: "}")) else { throw TemplateFault("'\(text)' has a { without its }") }
    let name = String(rest[..<closing])
    guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "{")) else { throw TemplateFault("'\(text)' has a parameter without a name") }
    let parameter = ParameterPattern(
      kind: .init(parameterName: name),
      prefix: try literal(text[..<opening]),
      suffix: try literal(rest[rest.utf8.index(after: closing)...]))
    return (.parameter(parameter), name)
  }

  private static func literal(_ text: Substring) throws(TemplateFault) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard bytes.allSatisfy(isPlain) else {
      throw TemplateFault(#"'\#(text)' has a space, a control character, a second parameter, or one of { } ? # % \"#)
    }
    return bytes
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F: false
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "\\"): false
    default: true
    }
  }
}
