import Glibc

/// A moment in whole seconds; on the wire RFC 3339 in UTC, such as `2026-11-23T13:00:00Z`.
package struct Timestamp: Hashable, Comparable, Sendable {
  package let secondsSince1970: Int

  package init(secondsSince1970: Int) {
    self.secondsSince1970 = secondsSince1970
  }

  /// The system's clock.
  package static var now: Timestamp {
    Timestamp(secondsSince1970: time(nil))
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.secondsSince1970 < right.secondsSince1970 }
  package static func + (moment: Timestamp, seconds: Int) -> Timestamp {
    Timestamp(secondsSince1970: moment.secondsSince1970 + seconds)
  }
}

/// Reads the time of day: the system's, or a test's.
package typealias WallClock = @Sendable () -> Timestamp

extension Timestamp: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let moment = Timestamp(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(Self.format)")
    }
    self = moment
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Timestamp: SchemaDescribed {
  private static let format = "RFC 3339 in UTC with whole seconds, 2026-11-23T13:00:00Z"
  package static var schema: JSONSchema { .string(format: format) }
  package static var sample: Timestamp { Timestamp(secondsSince1970: 0) }
}
