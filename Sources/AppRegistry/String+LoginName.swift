extension String {
  /// Whether it is a Unix login name as shadow and systemd's relaxed rule take it: 1 to 32 of `A-Z a-z 0-9 . _ -`, a
  /// letter or `_` first, perhaps a `$` last.
  var isLoginName: Bool {
    var rest = Substring(self).utf8
    guard (1...32).contains(rest.count), let first = rest.popFirst(), Self.startsLoginName(first) else { return false }
    if rest.last == UInt8(ascii: "$") { rest.removeLast() }
    return rest.allSatisfy(Self.continuesLoginName)
  }

  private static func startsLoginName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
  }

  private static func continuesLoginName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: startsLoginName(byte)
    }
  }
}
