import NIOCore
import NIOHTTP1

/// A request on its way, as far as it has arrived.
struct RequestAssembly {
  private(set) var head: HTTPRequestHead?
  private var body = ByteBuffer()

  /// - Throws: ``RequestFault`` for a head that is not served.
  mutating func begin(_ head: HTTPRequestHead, _ limits: HTTPLimits) throws(RequestFault) {
    self.head = head
    try head.check(limits)
  }

  /// - Throws: ``RequestFault`` for a body that is too long.
  mutating func append(_ part: ByteBuffer, _ limits: HTTPLimits) throws(RequestFault) {
    guard body.readableBytes + part.readableBytes <= limits.body else { throw .tooLong(limits) }
    if body.readableBytes == 0 { body = part } else { body.writeImmutableBuffer(part) }
  }

  /// The request, all of which has arrived; the next may begin.
  mutating func finish() -> (head: HTTPRequestHead, body: ByteBuffer)? {
    defer { self = RequestAssembly() }
    return head.map { ($0, body) }
  }
}
