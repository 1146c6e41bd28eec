extension String {
  /// Columns that the text takes on a terminal.
  var displayWidth: Int {
    reduce(0) { $0 + $1.displayWidth }
  }

  /// Followed by as many spaces as make it that wide.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - displayWidth))
  }
}

extension Character {
  /// That of its widest part, so that accents add nothing and a flag is one sign.
  fileprivate var displayWidth: Int {
    isASCII ? 1 : unicodeScalars.reduce(0) { max($0, $1.displayWidth) }
  }
}

extension Unicode.Scalar {
  /// UAX #11: 2 for what is wide or full-width, 0 for marks that stand on another character.
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: 0
    default: properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) } ? 2 : 1
    }
  }

  /// Blocks of wide characters: Hangul, CJK and its punctuation, kana, Yi, full-width forms, Tangut.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
    0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18AFF,
    0x1B000...0x1B2FF,
    0x20000...0x3FFFD,
  ]
}
