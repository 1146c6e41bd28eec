import NIOCore
import WireProtocol

/// Cuts what a connection reads into messages. Holds at most one message and one read at a time.
struct FrameReader {
  private(set) var buffer = ByteBuffer()
  /// Messages cut so far.
  private(set) var count = 0

  mutating func append(_ bytes: inout ByteBuffer) {
    guard !isEmpty else {
      buffer = bytes
      return
    }
    // Without this a stream whose reads never end where a message ends would make the buffer grow for ever, or keep the
    // size of the largest message that it ever held.
    if buffer.readableBytes < buffer.capacity / 4 {
      buffer = ByteBuffer(bytes: buffer.readableBytesView)
    } else {
      buffer.discardReadBytes()
    }
    buffer.writeBuffer(&bytes)
  }

  /// The next whole message, or `nil` if it has not all arrived.
  /// - Throws: `malformed_request` for a length out of bounds; nothing after it can be understood.
  mutating func next() throws(ServiceError) -> [UInt8]? {
    guard let length = try wholeLength() else { return nil }
    buffer.moveReaderIndex(forwardBy: Frame.headerLength)
    let message = buffer.readBytes(length: length)
    if isEmpty { buffer = ByteBuffer() }
    count += 1
    return message
  }

  /// Whether a message has begun to arrive that is not whole.
  var isPartial: Bool { !isEmpty && !isReady }

  /// Whether ``next()`` has something to tell: a message, or that a length is out of bounds.
  var isReady: Bool {
    do throws(ServiceError) { return try wholeLength() != nil } catch { return true }
  }

  /// How many messages ``next()`` has to tell before more has to arrive.
  var readyCount: Int {
    var rest = self
    do throws(ServiceError) { while try rest.next() != nil {} } catch {}
    return rest.count - count
  }

  private var isEmpty: Bool { buffer.readableBytes == 0 }

  /// The next message's length if all of it has arrived.
  private func wholeLength() throws(ServiceError) -> Int? {
    guard let announced = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else { return nil }
    let length = try Frame.checkedLength(announced)
    return buffer.readableBytes >= Frame.headerLength + length ? length : nil
  }
}

extension ByteBufferAllocator {
  /// A message behind its length.
  func frame(_ message: [UInt8]) -> ByteBuffer {
    var buffer = buffer(capacity: Frame.headerLength + message.count)
    buffer.writeInteger(UInt32(message.count))
    buffer.writeBytes(message)
    return buffer
  }
}
