import CLinux
import Glibc
import WireProtocol

/// How messages follow each other on a connection.
enum Framing: Sendable {
  /// As the suite's protocol has it: a length, then so many bytes.
  case lengthPrefixed
  /// Answers of HTTP, each with its Content-Length (RFC 9112 section 6).
  case http

  /// Where the first message lies among bytes that have arrived, as far as these tell; not all of it may be there.
  func firstMessage(in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
    switch self {
    case .lengthPrefixed:
      guard bytes.count >= Frame.headerLength else { return nil }
      let length = Int(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))
      return Frame.headerLength..<Frame.headerLength + length
    case .http:
      guard let end = Self.find("\r\n\r\n", in: bytes) else { return nil }
      let head = UnsafeRawBufferPointer(rebasing: bytes[..<end])
      return 0..<end + 4 + Self.contentLength(head)
    }
  }

  private static func contentLength(_ head: UnsafeRawBufferPointer) -> Int {
    guard let field = find("Content-Length: ", in: head) else { return 0 }
    return head[(field + 16)...].prefix { $0 != UInt8(ascii: "\r") }
      .reduce(0) { $0 * 10 + Int($1 & 0x0F) }
  }

  private static func find(_ text: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memmem(base, bytes.count, text.utf8Start, text.utf8CodeUnitCount)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }
}
