import JSON

extension String {
  /// As much of a caller's text as an error should repeat, control characters escaped.
  /// - Parameter limit: In Unicode scalars.
  func excerpt(_ limit: Int = 64) -> String {
    shortened(to: limit).unicodeScalars.map { $0.escaped(asASCII: $0.properties.generalCategory == .control) }.joined()
  }

  /// An excerpt in quotes.
  var quoted: String { "\"\(excerpt())\"" }
}

extension [String] {
  /// "a, b or c".
  var alternatives: String {
    guard let last, count > 1 else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) or \(last)"
  }
}
