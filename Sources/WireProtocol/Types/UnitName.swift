/// The name of a systemd unit that has processes (systemd.unit(5)), or of all instances of a template:
/// `worker@*.service`.
package struct UnitName: Hashable, Sendable {
  package let text: String

  /// The kinds of units that are handed credentials (systemd.exec(5)).
  private static let suffixes = [".service", ".socket", ".mount", ".swap"]
  /// Bytes (systemd.unit(5)).
  private static let longest = 255

  /// `nil` unless the text is such a name.
  package init?(_ text: String) {
    guard text.utf8.count <= Self.longest, let suffix = Self.suffixes.first(where: text.hasSuffix) else { return nil }
    let parts = text.dropLast(suffix.count).split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0].isUnitText else { return nil }
    if let instance = parts.dropFirst().first {
      guard instance == "*" || instance.replacing("@", with: "").isUnitText else { return nil }
    }
    self.text = text
  }

  private init(trusted text: String) {
    self.text = text
  }

  /// All instances of the template that this is one of; `nil` for a unit without.
  package var allInstances: UnitName? {
    guard let at = text.firstIndex(of: "@"), let dot = text.lastIndex(of: ".") else { return nil }
    return UnitName(trusted: "\(text[...at])*\(text[dot...])")
  }
}

extension StringProtocol {
  /// Whether systemd allows the characters in a unit's name.
  fileprivate var isUnitText: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        switch Unicode.Scalar(byte) {
        case "a"..."z", "A"..."Z", "0"..."9", ":", "-", "_", ".", "\\": true
        default: false
        }
      }
  }
}

extension UnitName: CustomStringConvertible {
  package var description: String { text }
}

extension UnitName: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let name = UnitName(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(Self.format)")
    }
    self = name
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension UnitName: SchemaDescribed {
  private static let format = """
    the name of a systemd unit that has processes, such as report.service; worker@*.service are all instances of a \
    template
    """
  package static var schema: JSONSchema { .string(format: format) }
  package static var sample: UnitName { UnitName(trusted: "report.service") }
}

extension UnitName: SubjectPart {
  package var part: Subject.Part { .unit }
  package var word: String { text }
}
