import WireProtocol

extension Method {
  /// The summary for people who have the command alone: without the numbers of rules, such as " (R8, R9)". Every start
  /// of the command asks for that of all methods, for which a regular expression takes milliseconds.
  static var abstract: String {
    let parts = summary.split(separator: "(", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(String(parts[0])) { text, part in
      let isOfRules = part.first == "R" && part.dropFirst().first?.isNumber == true
      return isOfRules ? "\(text.dropLast())\(part.drop { $0 != ")" }.dropFirst())" : "\(text)(\(part)"
    }
  }
}
