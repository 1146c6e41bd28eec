import RPC
import WireProtocol

/// The process of a service's first instance.
struct RunningService: Sendable {
  let service: ServiceName
  let pid: Int

  /// Starts it if need be.
  init(_ service: ServiceName) async throws {
    self.service = service
    pid = try ServiceConnection(to: service).call(ServiceStatusGet()).pid
  }

  /// proc_pid_status(5): the values by name.
  func status() async throws -> [String: [String]] {
    let lines = try await TestHost.shell("cat /proc/\(pid)/status").split(separator: "\n")
    let fields = lines.map { $0.split(separator: ":", maxSplits: 1) }
    return Dictionary(fields.map { (String($0[0]), $0[1].split(whereSeparator: \.isWhitespace).map(String.init)) }) {
      first, _ in first
    }
  }

  /// proc_pid_stat(5): how much each thread gives way to others.
  func threadNiceness() async throws -> [Int] {
    try await TestHost.shell("cat /proc/\(pid)/task/*/stat").split(separator: "\n").compactMap {
      // The thread's name comes second, in parentheses; niceness is the 19th.
      Int($0[($0.lastIndex(of: ")") ?? $0.startIndex)...].split(separator: " ")[17])
    }
  }

  /// Does something as the daemon's user in the view of the host that the daemon has: there are no programs to run in.
  /// - Parameters:
  ///   - verb: As `Resources/captive.py` has it, such as "cat".
  ///   - path: On what.
  func attempt(_ verb: String, _ path: String) async throws -> Outcome {
    try await Command("python3", Self.captive, "\(pid)", service.user, verb, path).run()
  }

  private static let captive = "\(TestHost.checkout)/Tests/EndToEnd/Resources/captive.py"
}

extension Sequence {
  /// The results of an asynchronous function for each element, one after another.
  func asyncMap<Result>(_ transform: (Element) async throws -> Result) async throws -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
