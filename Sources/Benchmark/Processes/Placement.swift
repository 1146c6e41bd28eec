import CLinux
import FoundationEssentials
import Glibc

/// Keeps client and server on processors of their own where one request is under way at a time.
///
/// The kernel may put both on one, which answers in a fourth of the time, or it may not: what is compared must not hang
/// on that.
enum Placement {
  /// Runs with the calling thread on the first processor and the given processes on the others.
  static func apart<Result>(from processes: Set<pid_t>, _ body: () throws -> Result) throws -> Result {
    let all = allowedProcessors()
    guard let first = all.first, all.count > 1 else { return try body() }
    defer { for process in processes.union([0]) { place(process, on: all) } }
    for process in processes { place(process, on: Array(all.dropFirst())) }
    place(0, on: [first])
    return try body()
  }

  /// Leaves the first processor to the client.
  static func leaveFirst(_ process: pid_t) {
    let all = allowedProcessors()
    if all.count > 1 { place(process, on: Array(all.dropFirst())) }
  }

  private static func allowedProcessors() -> [Int] {
    var set = cpu_set_t()
    guard sched_getaffinity(getpid(), MemoryLayout<cpu_set_t>.size, &set) == 0 else { return [] }
    return withUnsafeBytes(of: set) { bytes in (0..<bytes.count * 8).filter { bytes[$0 / 8] & 1 << ($0 % 8) != 0 } }
  }

  /// - Parameter process: 0: the calling thread alone.
  private static func place(_ process: pid_t, on processors: [Int]) {
    var set = cpu_set_t()
    withUnsafeMutableBytes(of: &set) { bytes in
      for processor in processors { bytes[processor / 8] |= 1 << (processor % 8) }
    }
    let threads =
      process == 0 ? [] : (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
    for thread in process == 0 ? [0] : threads.compactMap({ pid_t($0) }) {
      sched_setaffinity(thread, MemoryLayout<cpu_set_t>.size, &set)
    }
  }
}
