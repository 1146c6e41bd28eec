import Synchronization
import WireProtocol

/// The layout of the file by which a service tells that something about a client has changed: counters of 64 bits, each
/// for the apps and API keys whose SID ends in its number, and behind them a ``PageHeader``.
///
/// The low bits of a counter are the number of changes under way, the rest the number of changes done. While one is
/// under way nobody can know whether it is committed, so no answer is kept. A counter never falls.
enum ChangePage {
  /// As many as three hexadecimal digits tell apart.
  static let slotCount = 4096
  static let allSlots = 0..<slotCount
  /// In bytes. The first release's pages end here.
  static let countersLength = slotCount * MemoryLayout<UInt64>.size
  static let length = countersLength + PageHeader.length

  /// For how long a reader goes by a page without looking whether it is still in its place. For as long after an
  /// instance has opened a page it answers nothing by it: whoever still goes by the one before contradicts nobody.
  static let trust = Duration.milliseconds(2)

  static let oneUnderWay: UInt64 = 1
  static let oneDone: UInt64 = 1 << 20
  static let underWayMask = oneDone - 1
  /// The highest bit of the changes under way, more than there ever are: it stays set whatever begins and finishes.
  static let abandoned = oneDone >> 1

  /// The counters of a page that is mapped.
  static func counters(in memory: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Atomic<UInt64>> {
    // An atomic is laid out as the integer it holds.
    memory.bindMemory(to: Atomic<UInt64>.self, capacity: slotCount)
  }

  static func slot(of client: ClientID) -> Int {
    Int(client.low % UInt64(slotCount))
  }
}
