import CLinux
import Glibc
import Synchronization
package import SystemCalls

/// The instances of a service, which share its socket, as far as they heed each other: the first stays while another
/// one is in use, the others stay while the first is there, and who has more connections than another leaves it the
/// next.
///
/// Each tells that by locks and numbers in a file that they share. The kernel takes a lock back whenever a process
/// ends, and a number counts only as long as its seat is locked.
package final class Siblings: Sendable {
  /// The byte of the file that is locked.
  private enum Mark {
    case firstIsThere, otherIsInUse
    case seat(Int)

    var offset: off_t {
      switch self {
      case .firstIsThere: 0
      case .otherIsInUse: 1
      case .seat(let seat): off_t(2 + seat)
      }
    }
  }

  /// How many connections an instance has, plus one; 0 where it accepts none.
  private typealias Tally = UInt32
  /// Instances that heed how many connections the others have. More than these don't.
  private static let seats = 0..<64

  private let isFirst: Bool
  private let descriptor: CInt
  private let seat: Int?
  private let state = Mutex((isListening: false, connections: 0))

  /// - Parameters:
  ///   - path: The file, which is made where it is not there.
  ///   - isFirst: Whether this process is the instance that the socket starts.
  /// - Throws: ``SystemError``.
  package init(path: String, isFirst: Bool) throws(SystemError) {
    self.isFirst = isFirst
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemError("make \(path)") }
    self.descriptor = descriptor
    seat = Self.seats.first { Self.lock(.seat($0), F_WRLCK, descriptor) }
    if isFirst { Self.lock(.firstIsThere, F_RDLCK, descriptor) }
    publish(0)
  }

  deinit { close(descriptor) }

  /// Whether one of the others needs this one to stay.
  var needThis: Bool { isLocked(isFirst ? .otherIsInUse : .firstIsThere) }

  /// Whether another instance accepts connections, and has fewer by more than one: within that, all have their share.
  var haveFewer: Bool {
    let connections = state.withLock(\.connections)
    guard connections > 1, let seat else { return false }
    return withUnsafeTemporaryAllocation(of: Tally.self, capacity: Self.seats.count) { tallies in
      let count = pread(descriptor, tallies.baseAddress, tallies.count * MemoryLayout<Tally>.stride, 0)
      return tallies.prefix(max(count, 0) / MemoryLayout<Tally>.stride).indices.contains {
        $0 != seat && tallies[$0] > 0 && Int(tallies[$0]) < connections && isLocked(.seat($0))
      }
    }
  }

  /// Takes note that this instance begins, or ceases, to accept connections.
  func note(isListening: Bool) {
    state.withLock {
      $0.isListening = isListening
      publish(isListening ? $0.connections + 1 : 0)
    }
  }

  /// Takes note of how many connections this instance has.
  func note(connections: Int) {
    state.withLock {
      let isInUse = connections > 0
      if !isFirst, isInUse != ($0.connections > 0) { Self.lock(.otherIsInUse, isInUse ? F_RDLCK : F_UNLCK, descriptor) }
      $0.connections = connections
      if $0.isListening { publish(connections + 1) }
    }
  }

  private func publish(_ tally: Int) {
    guard let seat else { return }
    var tally = Tally(clamping: tally)
    _ = pwrite(descriptor, &tally, MemoryLayout<Tally>.size, off_t(seat * MemoryLayout<Tally>.stride))
  }

  @discardableResult
  private static func lock(_ mark: Mark, _ type: CInt, _ descriptor: CInt) -> Bool {
    var lock = lock(mark, type)
    return fcntl(descriptor, open_file_setlk, &lock) == 0
  }

  private func isLocked(_ mark: Mark) -> Bool {
    var lock = Self.lock(mark, F_WRLCK)
    return fcntl(descriptor, open_file_getlk, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
  }

  private static func lock(_ mark: Mark, _ type: CInt) -> flock {
    flock(l_type: Int16(type), l_whence: Int16(SEEK_SET), l_start: mark.offset, l_len: 1, l_pid: 0)
  }
}
