/// What a token was granted. Many are kept, so names are kept once for all, and their numbers here.
final class TokenScope: Sendable {
  private let names: ScopeNames
  let numbers: [UInt32]
  let written: String?

  /// - Parameters:
  ///   - text: Space-delimited (RFC 6749 section 3.3).
  ///   - keepsText: Whether the text is kept as well, for the scope of many tokens.
  init(_ text: String, _ names: ScopeNames, keepsText: Bool = false) {
    self.names = names
    numbers = names.numbers(of: text)
    written = keepsText ? text : nil
  }

  /// As it is written, space-delimited.
  var text: String { written ?? names.text(of: numbers) }

  func holds(_ permission: String) -> Bool { names.holds(numbers, permission) }
}
