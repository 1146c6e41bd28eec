import FoundationEssentials
import Glibc
import SystemCalls
import WireProtocol

/// A running process of a service, and what it costs.
struct ServiceProcess: Sendable {
  let service: ServiceName
  let processID: pid_t
  private let clock: clockid_t

  /// Seconds that an instance may take to answer for the first time.
  private static let patience: UInt64 = 20

  private init(_ service: ServiceName, _ processID: pid_t) throws(SystemError) {
    self.service = service
    self.processID = processID
    var clock = clockid_t()
    let result = clock_getcpuclockid(processID, &clock)
    guard result == 0 else { throw SystemError("read the processor time of \(service.rawValue)", number: result) }
    self.clock = clock
  }

  /// The processes behind a socket, found by connecting until each has answered.
  static func all(of service: ServiceName, at socket: String, count: Int) throws -> [ServiceProcess] {
    var found: Set<Int> = []
    let deadline = Instant.now() + patience * Instant.second
    while found.count < count {
      guard Instant.now() < deadline else {
        throw LoadFault("\(found.count) of \(count) instances of \(service.rawValue) answer")
      }
      let isNew = found.insert(try LoadConnection(path: socket).process()).inserted
      // One that has just started takes no connection yet.
      if !isNew { usleep(1000) }
    }
    return try found.map { try ServiceProcess(service, pid_t($0)) }
  }

  /// Nanoseconds that the process has had of the processors so far.
  func processorTime() throws(LoadFault) -> UInt64 {
    guard let time = Instant.reading(of: clock) else {
      throw LoadFault("\(service.rawValue) has ended while it was measured")
    }
    return time
  }

  func memory() throws -> Memory {
    let rollup = try String(contentsOfFile: "/proc/\(processID)/smaps_rollup", encoding: .utf8)
    guard let memory = Memory(rollup: rollup) else { throw LoadFault("can't read the memory of \(service.rawValue)") }
    return memory
  }
}

extension ServiceName {
  /// Those that are always at work. The gateway is only where HTTP is measured, and not part of older builds.
  static let behindSockets = withDatabase
  /// All that is measured; the console waits for people.
  static let measured = behindSockets + [.gateway]
}

extension [ServiceProcess] {
  /// Processor time of each service so far, in nanoseconds, all its instances together.
  func processorTimes() throws -> [ServiceName: UInt64] {
    try Dictionary(map { ($0.service, try $0.processorTime()) }, uniquingKeysWith: +)
  }

  /// The largest instance's memory of each service.
  func memory() throws -> [ServiceName: Memory] {
    try Dictionary(map { ($0.service, try $0.memory()) }) { $0.proportional > $1.proportional ? $0 : $1 }
  }
}
