/// Text as source of roff(7), in which no character means anything but itself.
enum Roff {
  /// Text within a line. A hyphen is the one that is typed, so that a command can be copied.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map(escaped).joined()
  }

  /// A line of escaped text that is no request, whatever it begins with.
  static func line(_ escaped: String) -> String {
    escaped.hasPrefix(".") || escaped.hasPrefix("'") ? #"\&"# + escaped : escaped
  }

  /// Escaped text with each sentence on a line of its own, as formatters want it.
  static func sentences(_ escaped: String) -> [String] {
    var lines = [""]
    for word in escaped.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.hasSuffix("."), word.first?.isUppercase == true {
        lines.append(String(word))
      } else {
        lines[lines.count - 1] = last.isEmpty ? String(word) : "\(last) \(word)"
      }
    }
    return lines.map(line)
  }

  private static func escaped(_ character: Unicode.Scalar) -> String {
    switch character {
    case "\\": #"\e"#
    case "-": #"\-"#
    case "\"": #"\(dq"#
    case "'": #"\(aq"#
    case "`": #"\(ga"#
    case "^": #"\(ha"#
    case "~": #"\(ti"#
    case " "..."~": String(character)
    default: named(character)
    }
  }

  private static func named(_ character: Unicode.Scalar) -> String {
    guard character.properties.generalCategory != .control else { return " " }
    let digits = String(character.value, radix: 16, uppercase: true)
    return #"\[u"# + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
  }
}
