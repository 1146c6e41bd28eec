extension String {
  /// As much of a peer's text as a message should repeat.
  /// - Parameter limit: In Unicode scalars: a single character of a peer's can be as long as a frame.
  package func shortened(to limit: Int = 64) -> String {
    guard utf8.count > limit else { return self }
    let shown = unicodeScalars.prefix(limit)
    return shown.endIndex < unicodeScalars.endIndex ? String(shown) + "…" : self
  }
}
