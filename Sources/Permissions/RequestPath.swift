/// The path of a request, decoded once and safe to compare: what another server could read as a different path is
/// refused.
struct RequestPath: Sendable {
  static let maximumLength = 8_192

  /// The decoded path; every `/` in it separates segments.
  let bytes: [UInt8]
  /// Where the segments are in `bytes`. Only the last may be empty, by a trailing `/`.
  let segments: [Range<Int>]

  /// Takes the origin form of RFC 9112 section 3.2.1. A query and a fragment are dropped.
  init(_ target: String) throws(PathFault) {
    var decoder = PathDecoder()
    try decoder.decode(target.utf8.span)
    bytes = decoder.bytes
    segments = decoder.segments
  }

  /// A part of a segment, without the literal text around the parameter.
  func text(of capture: AccountCapture) -> String {
    let range = segments[capture.segment]
    return String(
      decoding: bytes[range.lowerBound + capture.prefixLength..<range.upperBound - capture.suffixLength], as: UTF8.self)
  }
}

/// Why a path is refused: a sentence for people.
struct PathFault: Error, Equatable {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
