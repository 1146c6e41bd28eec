extension String {
  /// The text with everything that a terminal would act upon or not show written out, such as `\u{1B}`.
  var printable: String {
    guard unicodeScalars.contains(where: \.needsEscape) else { return self }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar.needsEscape {
        text.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  /// Control characters, line and paragraph separators, and what is invisible: bidirectional overrides, zero-width
  /// characters, fillers, variation selectors.
  fileprivate var needsEscape: Bool {
    if (0x20...0x7E).contains(value) { return false }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: properties.isDefaultIgnorableCodePoint
    }
  }
}
