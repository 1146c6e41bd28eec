import WireProtocol

extension Sensitive {
  /// A secret or a token as a person keeps it. None has a blank; one at its beginning or end was not meant.
  /// - Parameters:
  ///   - text: Loses the line break at its end.
  ///   - noun: What it is, such as "the secret"; it is never repeated itself.
  ///   - place: Where it was found.
  init(found text: String, _ noun: String, in place: String) throws(UsageFault) {
    let text = text.withoutLineBreak
    guard !text.isEmpty else { throw UsageFault("\(noun) is missing; \(place) is empty") }
    guard !text.unicodeScalars.first.isBlank, !text.unicodeScalars.last.isBlank else {
      throw UsageFault(
        "\(noun) begins or ends with a blank, a line break or a byte-order mark; remove that from \(place)")
    }
    self.init(text)
  }
}

extension String {
  fileprivate var withoutLineBreak: String { last?.isNewline == true ? String(dropLast()) : self }
}

extension Unicode.Scalar? {
  fileprivate var isBlank: Bool {
    guard let self else { return false }
    return self.properties.isWhitespace || self == "\u{FEFF}"
  }
}
