/// One segment of a path template.
enum SegmentPattern: Sendable {
  case literal(ArraySlice<UInt8>)
  case parameter(ParameterPattern)

  var isSID: Bool {
    if case .parameter(let parameter) = self { parameter.kind == .sid } else { false }
  }

  func isLiteral(_ text: StaticString) -> Bool {
    guard case .literal(let bytes) = self else { return false }
    return text.withUTF8Buffer(bytes.elementsEqual)
  }

  /// The pattern, and the parameter's name if it is one: `{Name}` with literal text before or after it.
  static func parse(_ text: ArraySlice<UInt8>) throws(TemplateFault) -> (
    pattern: SegmentPattern, name: ArraySlice<UInt8>?
  ) {
    guard let opening = text.firstIndex(of: UInt8(ascii: "{")) else {
      let isDots = 1...2 ~= text.count && text.allSatisfy { $0 == UInt8(ascii: ".") }
      guard !isDots else { throw TemplateFault("it has a dot segment") }
      return (.literal(try literal(text)), nil)
    }
    guard let closing = text[opening...].firstIndex(of: UInt8(ascii: "}")) else {
      throw TemplateFault("'\(String(decoding: text, as: UTF8.self))' has a { without its }")
    }
    let name = text[opening + 1..<closing]
    guard !name.isEmpty, !name.contains(UInt8(ascii: "{")) else {
      throw TemplateFault("'\(String(decoding: text, as: UTF8.self))' has a parameter without a name")
    }
    let parameter = ParameterPattern(
      kind: .init(parameterName: name), prefix: Array(try literal(text[..<opening])),
      suffix: Array(try literal(text[(closing + 1)...])))
    return (.parameter(parameter), name)
  }

  private static func literal(_ text: ArraySlice<UInt8>) throws(TemplateFault) -> ArraySlice<UInt8> {
    guard text.allSatisfy(isPlain) else {
      throw TemplateFault(
        #"'\#(String(decoding: text, as: UTF8.self))' has a space, a control character, "#
          + #"a second parameter, or one of { } ? # % \"#
      )
    }
    return text
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F: false
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"),
      UInt8(ascii: "\\"):
      false
    default: true
    }
  }
}
