/// The path of a request, decoded once and safe to compare: what another server could read as a different path is
/// refused.
///
/// This is the one normalisation of the suite. The query is dropped. What is percent-encoded is decoded, once; letter
/// case, a trailing `/` and all other characters stay and count, and Unicode is compared by its bytes. Refused are: a
/// path that does not begin with `/`, `#`, an empty segment, `.` and `..` however they are written, `/` and `\` within
/// a segment, control characters, what is encoded twice, encoding that is broken or no UTF-8, more than 8,192 bytes. A
/// `;` is text like any other, but ``PathTrie`` does not let it choose between templates.
struct RequestPath: Sendable {
  static let maximumLength = 8_192

  /// The decoded path; every `/` in it separates segments.
  let bytes: [UInt8]
  /// Where the segments are in `bytes`. Only the last may be empty, by a trailing `/`.
  let segments: [Range<Int>]

  /// Takes the origin form of RFC 9112 section 3.2.1, which has no fragment.
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
  static let fragment = PathFault("the path has a #, which no request target has")

  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
