/// Which piece of work a request belongs to, across services (W3C Trace Context, level 1).
package struct TraceContext: Hashable, Sendable {
  package let traceID: (high: UInt64, low: UInt64)
  package let spanID: UInt64
  /// The caller wants this trace recorded: each service then logs its part, also where it would keep silent.
  package let isSampled: Bool

  package init(traceID: (high: UInt64, low: UInt64), spanID: UInt64, isSampled: Bool) {
    self.traceID = traceID
    self.spanID = spanID
    self.isSampled = isSampled
  }

  /// Starts a trace.
  package static func random(isSampled: Bool = false) -> TraceContext {
    TraceContext(traceID: (NameNumbers.next(), NameNumbers.next()), spanID: NameNumbers.next(), isSampled: isSampled)
  }

  /// The same trace, one call deeper.
  package func child() -> TraceContext {
    TraceContext(traceID: traceID, spanID: NameNumbers.next(), isSampled: isSampled)
  }

  /// The trace id as 32 lower-case hex digits.
  package var traceIDText: String { traceID.high.hexadecimal + traceID.low.hexadecimal }

  package static func == (left: Self, right: Self) -> Bool {
    left.traceID == right.traceID && left.spanID == right.spanID && left.isSampled == right.isSampled
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(traceID.high)
    hasher.combine(traceID.low)
    hasher.combine(spanID)
  }
}

extension TraceContext: LosslessStringConvertible {
  private static let sampled = "00-00000000000000000000000000000000-0000000000000000-01"
  private static let unsampled = "00-00000000000000000000000000000000-0000000000000000-00"

  package var description: String {
    let pattern = isSampled ? Self.sampled : Self.unsampled
    return String(unsafeUninitializedCapacity: pattern.utf8.count) { buffer in
      let end = buffer.update(fromContentsOf: pattern.utf8)
      for (number, place) in [(traceID.high, 3), (traceID.low, 19), (spanID, 36)] {
        _ = number.writeHexadecimal(to: UnsafeMutableBufferPointer(rebasing: buffer[place...]))
      }
      return end
    }
  }

  /// Of a version above 00, which may say more, what 00 has is read (section 3.2.4).
  package init?(_ description: String) {
    let parts = description.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0].utf8.count == 2, let version = UInt64(lowercaseHexadecimal: parts[0].utf8),
      version == 0 ? parts.count == 4 : version < 255,
      parts[1].utf8.count == 32, parts[2].utf8.count == 16, parts[3].utf8.count == 2,
      let high = UInt64(lowercaseHexadecimal: parts[1].utf8.prefix(16)),
      let low = UInt64(lowercaseHexadecimal: parts[1].utf8.suffix(16)),
      let span = UInt64(lowercaseHexadecimal: parts[2].utf8), let flags = UInt64(lowercaseHexadecimal: parts[3].utf8),
      (high, low) != (0, 0), span != 0
    else { return nil }
    self.init(traceID: (high, low), spanID: span, isSampled: flags & 1 == 1)
  }
}

extension TraceContext: SchemaDescribed {
  package static var schema: JSONSchema { .string(format: nil, longest: 55) }
  package static var sample: TraceContext { .random() }
}

extension TraceContext: Codable {
  /// Begins a new trace where the text is none (section 4.3): no call fails for the sake of its trace.
  package init(from decoder: any Decoder) throws {
    self = TraceContext(try decoder.singleValueContainer().decode(String.self)) ?? .random()
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
