import Dispatch
import FoundationEssentials
import Glibc

/// A program that a test runs as a process of its own.
package final class Program: Sendable {
  /// How it ended and what it wrote.
  package struct Ending: Sendable {
    /// The exit status; 128 and the signal's number for a process that was killed, as shells tell it.
    package let status: Int32
    package let output: String
    package let errors: String
  }

  package let processID: Int32
  private let files: TemporaryDirectory

  /// Starts a program.
  /// - Parameters:
  ///   - environment: All of its environment.
  ///   - input: What it reads on standard input.
  package init(_ path: String, _ arguments: [String] = [], environment: [String: String] = [:], input: String = "") throws {
    files = try TemporaryDirectory()
    try Data(input.utf8).write(to: URL(filePath: "\(files.path)/0"))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "\(files.path)/0", O_RDONLY, 0)
    for descriptor in 1...2 as ClosedRange<CInt> {
      posix_spawn_file_actions_addopen(&actions, descriptor, "\(files.path)/\(descriptor)", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    var processID: pid_t = 0
    let variables = environment.map { "\($0.key)=\($0.value)" }
    let result = withCStrings([path] + arguments) { arguments in
      withCStrings(variables) { posix_spawn(&processID, path, &actions, nil, arguments, $0) }
    }
    guard result == 0 else { throw SystemFailure(description: "can't run \(path): \(String(cString: strerror(result)))") }
    self.processID = processID
  }

  /// Runs a program to its end.
  package static func run(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:], input: String = ""
  ) async throws -> Ending {
    try await Program(path, arguments, environment: environment, input: input).awaitEnding()
  }

  /// Returns when somebody listens on a socket that the program is to make.
  package func awaitSocket(_ path: String) async throws {
    while (try? RawConnection(path: path)) == nil {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  package func send(signal: CInt) {
    kill(processID, signal)
  }

  /// Waits for the end. To be called once.
  package func awaitEnding() async throws -> Ending {
    let status = try await DispatchQueue(label: "program \(processID)").run { [processID] () throws(SystemFailure) in
      var status: CInt = 0
      while waitpid(processID, &status, 0) < 0 {
        guard errno == EINTR else { throw SystemFailure("wait for process \(processID)") }
      }
      return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
    return Ending(status: status, output: try written(1), errors: try written(2))
  }

  private func written(_ descriptor: Int) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(files.path)/\(descriptor)")), as: UTF8.self)
  }
}

/// Lends a null-terminated array of C strings.
private func withCStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
