/// Decodes a request path in one pass over its bytes.
struct PathDecoder {
  private(set) var bytes: [UInt8] = []
  private(set) var segments: [Range<Int>] = []
  private var segmentStart = 1
  private var hasEncodedNonASCII = false
  private var hasEncodedPercent = false

  mutating func decode(_ source: Span<UInt8>) throws(PathFault) {
    guard source.count > 0, source[0] == UInt8(ascii: "/") else { throw PathFault("the path does not start with /") }
    bytes.reserveCapacity(min(source.count, RequestPath.maximumLength))
    bytes.append(UInt8(ascii: "/"))
    segments.reserveCapacity(12)
    var position = 1
    reading: while position < source.count {
      let byte = source[position]
      guard byte != UInt8(ascii: "?") else { break reading }
      guard position < RequestPath.maximumLength else { throw PathFault("the path is longer than 8,192 bytes") }
      switch byte {
      case UInt8(ascii: "/"): try endSegment(isLast: false)
      case UInt8(ascii: "%"):
        try append(Self.octet(source, at: position), isEncoded: true)
        position += 2
      default: try append(byte, isEncoded: false)
      }
      position += 1
    }
    try endSegment(isLast: true)
    guard !source.extracting(position...).contains(UInt8(ascii: "#")) else { throw .fragment }
    guard !hasEncodedNonASCII || isUTF8 else { throw PathFault("the path's percent-encoding is not UTF-8") }
  }

  private mutating func append(_ byte: UInt8, isEncoded: Bool) throws(PathFault) {
    guard byte >= 0x20, byte != 0x7F else { throw PathFault("the path has a control character") }
    guard byte != UInt8(ascii: "\\") else { throw PathFault(#"the path has a \"#) }
    guard byte != UInt8(ascii: "/") else { throw PathFault("the path has a percent-encoded /") }
    guard isEncoded || byte != UInt8(ascii: "#") else { throw .fragment }
    if isEncoded, byte >= 0x80 { hasEncodedNonASCII = true }
    if byte == UInt8(ascii: "%") { hasEncodedPercent = true }
    bytes.append(byte)
  }

  private mutating func endSegment(isLast: Bool) throws(PathFault) {
    let segment = segmentStart..<bytes.count
    guard isLast || !segment.isEmpty else { throw PathFault("the path has an empty segment (//)") }
    guard !isDotSegment(segment) else { throw PathFault("the path has a . or .. segment") }
    guard !hasEncodedPercent || !isEncodedTwice(segment) else {
      throw PathFault("the path has something that is percent-encoded twice")
    }
    segments.append(segment)
    guard !isLast else { return }
    bytes.append(UInt8(ascii: "/"))
    segmentStart = bytes.count
  }

  // Some servers drop `;parameters` of a segment before they resolve dots, so `..;x` is one too, and `;x` is empty.
  private func isDotSegment(_ segment: Range<Int>) -> Bool {
    guard let first = segment.first, bytes[first] == UInt8(ascii: ".") || bytes[first] == UInt8(ascii: ";") else {
      return false
    }
    let name = bytes[segment].prefix { $0 != UInt8(ascii: ";") }
    return name.count <= 2 && name.allSatisfy { $0 == UInt8(ascii: ".") }
  }

  // Some servers decode once more.
  private func isEncodedTwice(_ segment: Range<Int>) -> Bool {
    segment.dropLast(2).contains { index in
      bytes[index] == UInt8(ascii: "%") && Self.digit(bytes[index + 1]) != nil && Self.digit(bytes[index + 2]) != nil
    }
  }

  private var isUTF8: Bool {
    (try? UTF8Span(validating: bytes.span)) != nil
  }

  private static func octet(_ source: Span<UInt8>, at percent: Int) throws(PathFault) -> UInt8 {
    guard percent + 2 < source.count, let high = digit(source[percent + 1]), let low = digit(source[percent + 2]) else {
      throw PathFault("the path has a % without two hexadecimal digits")
    }
    return high << 4 | low
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
