extension Unicode.Scalar {
  /// Whether it is seen, or is the plain blank. Controls, format and bidirectional characters, joiners, tags, other
  /// blanks, line ends, and what has no meaning of its own are not.
  var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: self == " "
    default:
      !properties.isDefaultIgnorableCodePoint && !properties.isNoncharacterCodePoint && self != Self.brailleBlank
    }
  }

  /// Whether it only alters how the characters beside it look.
  var isJoiner: Bool { properties.isJoinControl || properties.isVariationSelector }

  private static let brailleBlank: Unicode.Scalar = "\u{2800}"

  /// "U+200B".
  var codePoint: String { "U+\(String(value, radix: 16, uppercase: true))" }
}

extension String {
  var withoutBlanksAround: String {
    let blank: Unicode.Scalar = " "
    guard let first = unicodeScalars.firstIndex(where: { $0 != blank }),
      let last = unicodeScalars.lastIndex(where: { $0 != blank })
    else { return "" }
    return String(unicodeScalars[first...last])
  }
}
