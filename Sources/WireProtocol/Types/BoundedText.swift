/// A text for people: a bounded number of characters, none of them a control character.
package struct BoundedText<Rule: TextRule>: Hashable, Sendable {
  package let text: String

  /// - Throws: A clause that names the fault and the rule.
  package init(_ text: String) throws(TextFault) {
    let length = text.unicodeScalars.count
    guard Rule.length.contains(length) else {
      throw TextFault(
        clause: "\(length) characters; \(Rule.length.lowerBound) to \(Rule.length.upperBound) are allowed")
    }
    if let control = text.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) {
      throw TextFault(
        clause: "control characters are not allowed (U+\(String(control.value, radix: 16, uppercase: true)) found)")
    }
    self.text = text
  }
}

package struct TextFault: Error {
  package let clause: String
}

package protocol TextRule: Sendable {
  static var length: ClosedRange<Int> { get }
}

package enum NameRule: TextRule {
  package static let length = 1...64
}

package enum DescriptionRule: TextRule {
  package static let length = 0...256
}

/// What people call an account, a user or an app.
package typealias FriendlyName = BoundedText<NameRule>
/// What an app is for, in its owner's words.
package typealias AppDescription = BoundedText<DescriptionRule>

extension BoundedText: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
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
      format: "\(Rule.length.lowerBound) to \(Rule.length.upperBound) characters, none of them a control character")
  }
  package static var sample: BoundedText { BoundedText(trusted: "x") }

  /// A text that has been checked before, such as one that was stored.
  package init(trusted text: String) {
    self.text = text
  }
}
