/// The framing rule: a 4-byte unsigned big-endian length N, then N bytes of UTF-8 JSON.
package enum Frame {
  /// Bytes of the length that stands before each message.
  package static let headerLength = 4
  /// The longest message in bytes; a longer one is refused before it is read.
  package static let maximumLength = 1_048_576

  /// Checks a length that a peer announced.
  /// - Throws: malformed_request for 0 and for more than ``maximumLength``. No later byte of the connection can be
  ///   trusted then.
  package static func checkedLength(_ announced: UInt32) throws(ServiceError) -> Int {
    guard announced > 0 else {
      throw ServiceError(
        .malformedRequest, "frame of length 0: a frame holds one JSON-RPC message of 1 to \(maximumLength) bytes")
    }
    guard announced <= UInt32(maximumLength) else {
      throw ServiceError(.malformedRequest, "frame of \(announced) bytes: the longest allowed is \(maximumLength)")
    }
    return Int(announced)
  }
}
