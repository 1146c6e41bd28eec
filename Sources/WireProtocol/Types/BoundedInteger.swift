/// A whole number within a rule's bounds.
package struct BoundedInteger<Rule: IntegerRule>: Hashable, Sendable {
  package let value: Int

  package init?(_ value: Int) {
    guard Rule.bounds.contains(value) else { return nil }
    self.value = value
  }

  private init(clamping value: Int) {
    self.value = min(max(value, Rule.bounds.lowerBound), Rule.bounds.upperBound)
  }
}

package protocol IntegerRule: Sendable {
  static var bounds: ClosedRange<Int> { get }
  /// What a caller gets that asks for nothing.
  static var standard: Int { get }
  /// What the number counts.
  static var unit: String { get }
}

/// R4: how long an app's tokens live.
package enum TokenLifetimeRule: IntegerRule {
  package static let bounds = 60...2_592_000
  package static let standard = 3600
  package static let unit = "seconds"
}

/// R8: how long a replaced secret still works.
package enum GracePeriodRule: IntegerRule {
  package static let bounds = 0...2_592_000
  package static let standard = 86_400
  package static let unit = "seconds"
}

package enum PageSizeRule: IntegerRule {
  package static let bounds = 1...1000
  package static let standard = 50
  package static let unit = "items"
}

package typealias TokenLifetime = BoundedInteger<TokenLifetimeRule>
package typealias GracePeriod = BoundedInteger<GracePeriodRule>
package typealias PageSize = BoundedInteger<PageSizeRule>

extension PageSize {
  /// The item with which the texts of a page are so many bytes is its last one, however many were asked for. A thousand
  /// apps of the usual length have room. Names of members and dates come on top, 350 KB with the most items.
  package static var bytes: Int { 262_144 }
}

extension BoundedInteger {
  package static var standard: BoundedInteger { BoundedInteger(clamping: Rule.standard) }
}

extension BoundedInteger: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let number = try container.decode(Int.self)
    guard let bounded = BoundedInteger(number) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription:
          "\(number) is out of bounds; \(Rule.bounds.lowerBound) to \(Rule.bounds.upperBound) \(Rule.unit) are allowed")
    }
    self = bounded
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

extension BoundedInteger: SchemaDescribed {
  package static var schema: JSONSchema { .integer(Rule.bounds) }
  package static var sample: BoundedInteger { standard }
}
