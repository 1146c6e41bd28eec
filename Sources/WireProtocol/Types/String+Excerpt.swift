import JSON

extension String {
  /// As much of a peer's text as a log or an error should repeat, harmless to whoever reads it.
  /// - Parameter limit: In Unicode scalars.
  package func excerpt(_ limit: Int = 64) -> String { shortened(to: limit).printable }

  /// An excerpt in quotes.
  package var quoted: String { "\"\(excerpt())\"" }

  /// The text with everything that a terminal would act upon or not show written out, such as `\u{1B}`.
  package var printable: String {
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
