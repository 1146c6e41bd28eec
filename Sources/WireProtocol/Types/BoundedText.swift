/// A text for people: a bounded number of characters (Unicode scalars) in normal form C, each of which can be seen, and
/// blanks between them. So no two that look the same differ by what nobody sees.
package struct BoundedText<Rule: TextRule>: Hashable, Sendable {
  package let text: String

  /// Brings the text into normal form C, and drops the blanks at its ends.
  /// - Throws: A clause that names the fault and the rule.
  package init(_ text: String) throws(TextFault) {
    let text = String(decoding: text._nfcCodeUnits, as: UTF8.self).withoutBlanksAround
    let length = text.unicodeScalars.count
    guard Rule.length.contains(length) else {
      throw TextFault(
        clause: "\(length) characters; \(Rule.length.lowerBound) to \(Rule.length.upperBound) are allowed")
    }
    if let scalar = text.unicodeScalars.first(where: { !Rule.allows($0) }) {
      throw TextFault(
        clause: "only characters that can be seen, and plain blanks, are allowed (\(scalar.codePoint) found)")
    }
    if let mark = text.unicodeScalars.first, mark.properties.isGraphemeExtend {
      throw TextFault(clause: "begins with a mark that needs a character before it (\(mark.codePoint) found)")
    }
    self.text = text
  }
}

package struct TextFault: Error {
  package let clause: String
}

package protocol TextRule: Sendable {
  /// In Unicode scalars.
  static var length: ClosedRange<Int> { get }
  static func allows(_ scalar: Unicode.Scalar) -> Bool
}

package enum NameRule: TextRule {
  package static let length = 1...64
  package static func allows(_ scalar: Unicode.Scalar) -> Bool { scalar.isVisible }
}

/// Some scripts, and emoji, need characters that join others.
package enum DescriptionRule: TextRule {
  package static let length = 0...256
  package static func allows(_ scalar: Unicode.Scalar) -> Bool { scalar.isVisible || scalar.isJoiner }
}

/// What people call an account, a user or an app.
package typealias FriendlyName = BoundedText<NameRule>
/// What an app is for, in its owner's words.
package typealias AppDescription = BoundedText<DescriptionRule>

extension BoundedText: Codable {
  /// Of a reply the text is taken as it comes: it may be older than a rule.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    if let decoder = decoder as? ValueDecoder, !decoder.reader.isStrict {
      self.init(trusted: text)
      return
    }
    do throws(TextFault) { try self.init(text) } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.clause)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension BoundedText: CustomStringConvertible {
  package var description: String { text }
}

extension BoundedText: SchemaDescribed {
  package static var schema: JSONSchema {
    .string(
      format: "\(Rule.length.lowerBound) to \(Rule.length.upperBound) characters that can be seen")
  }
  package static var sample: BoundedText { BoundedText(trusted: "x") }

  /// A text that has been checked before, such as one that was stored.
  package init(trusted text: String) {
    self.text = text
  }
}
