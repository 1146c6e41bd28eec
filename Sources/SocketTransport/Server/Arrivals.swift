import NIOCore
import WireProtocol

/// What has arrived of one connection's messages and is not taken up yet; counted among its user's bytes.
struct Arrivals {
  private let account: UserAccount
  private var frames = FrameReader()
  private var portion: ReadPortion
  /// Bytes kept of messages that are not taken up.
  private(set) var bytes = 0

  /// - Parameter requests: Of one connection, before it is the next one's turn.
  init(_ account: UserAccount, requests: Int) {
    self.account = account
    portion = ReadPortion(requests: requests)
  }

  /// How many messages were taken up.
  var count: Int { frames.count }
  var readyCount: Int { frames.readyCount }
  var isReady: Bool { frames.isReady }
  var isPartial: Bool { frames.isPartial }

  mutating func append(_ bytes: inout ByteBuffer) {
    frames.append(&bytes)
    settle()
  }

  /// The next whole message. What it took is given back when the account is settled.
  mutating func next() throws(ServiceError) -> [UInt8]? { try frames.next() }

  /// Takes note of a message that is taken up.
  mutating func note(length: Int) {
    portion.note(length: length)
  }

  /// How much is to be read at once from now on; `nil` if that is as before.
  /// - Parameter count: How many messages had been taken up before the last bytes came.
  mutating func newPortion(since count: Int) -> Int? {
    portion.adapt(isTooSmall: frames.count == count && frames.isPartial) ? portion.bytes : nil
  }

  mutating func discard() {
    frames = FrameReader()
    settle()
  }

  /// Brings the account up to date.
  mutating func settle() {
    let kept = frames.buffer.readableBytes == 0 ? 0 : frames.buffer.capacity
    guard kept != bytes else { return }
    account.add(arriving: kept - bytes)
    bytes = kept
  }
}
