import Glibc
import SystemCalls
import WireProtocol

/// What this process takes of the host.
enum ProcessUsage {
  static var figures: Figures {
    var figures: Figures = [:]
    figures[.processorMicroseconds] = processorMicroseconds
    figures[.residentMemoryBytes] = residentBytes
    return figures
  }

  private static var processorMicroseconds: Int? {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return nil }
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + $1.tv_sec * 1_000_000 + Int($1.tv_usec) }
  }

  /// The second number of statm(5), in pages.
  private static var residentBytes: Int? {
    guard let text = try? FileContent.read("/proc/self/statm", limit: 1024) else { return nil }
    let numbers = text.split(separator: UInt8(ascii: " "))
    guard numbers.count > 1, let pages = Int(String(decoding: numbers[1], as: UTF8.self)) else { return nil }
    return pages * sysconf(CInt(_SC_PAGESIZE))
  }
}
