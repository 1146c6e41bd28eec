import FoundationEssentials
import NIOCore
import WireProtocol

/// Cuts what a connection reads into messages. Holds at most one message and one read at a time.
struct FrameReader {
  private var buffer = ByteBuffer()

  mutating func append(_ bytes: inout ByteBuffer) {
    if buffer.readableBytes == 0 { buffer = bytes } else { buffer.writeBuffer(&bytes) }
  }

  /// The next whole message, or `nil` if it has not all arrived.
  /// - Throws: `malformed_request` for a length out of bounds; nothing after it can be understood.
  mutating func next() throws(ServiceError) -> Data? {
    guard let announced = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else { return nil }
    let length = try Frame.checkedLength(announced)
    guard buffer.readableBytes >= Frame.headerLength + length else { return nil }
    buffer.moveReaderIndex(forwardBy: Frame.headerLength)
    let message = buffer.readSlice(length: length).map { Data($0.readableBytesView) }
    if buffer.readableBytes == 0 { buffer = ByteBuffer() }
    return message
  }

  /// Whether bytes wait that are not a message yet.
  var hasRemainder: Bool { buffer.readableBytes > 0 }
}

extension ByteBufferAllocator {
  /// A message behind its length.
  func frame(_ message: Data) -> ByteBuffer {
    var buffer = buffer(capacity: Frame.headerLength + message.count)
    buffer.writeInteger(UInt32(message.count))
    buffer.writeBytes(message)
    return buffer
  }
}
