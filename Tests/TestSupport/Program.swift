import Dispatch
import FoundationEssentials
import Glibc
import SocketTransport
import SystemCalls

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
  ///   - output: What it has for standard output in place of a file.
  package init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:], input: String = "",
    output: CInt? = nil
  ) throws {
    files = try TemporaryDirectory()
    try Data(input.utf8).write(to: URL(filePath: "\(files.path)/0"))
    let streams = (0...2 as ClosedRange<CInt>).map { [files] in
      open("\(files.path)/\($0)", O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    }
    defer { for stream in streams { close(stream) } }
    processID = try Spawn.start(
      path, arguments, environment: environment, descriptors: [0: streams[0], 1: output ?? streams[1], 2: streams[2]])
  }

  /// Runs a program to its end.
  package static func run(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:], input: String = ""
  ) async throws -> Ending {
    try await Program(path, arguments, environment: environment, input: input).awaitEnding()
  }

  /// Returns when somebody listens on a socket that the program is to make.
  package func awaitSocket(_ path: String) async throws {
    try await waitUntil { (try? RawConnection(path: path)) != nil }
  }

  /// Returns when the program has written a text to standard output.
  /// - Throws: ``EndOfStream`` if it has ended without.
  package func awaitOutput(_ text: String) async throws { try await awaitText(text, on: 1) }

  /// The same of standard error.
  package func awaitErrors(_ text: String) async throws { try await awaitText(text, on: 2) }

  private func awaitText(_ text: String, on descriptor: Int) async throws {
    try await waitUntil {
      let isRunning = isRunning
      if try written(descriptor).contains(text) { return true }
      guard isRunning else { throw EndOfStream() }
      return false
    }
  }

  /// Whether it has not ended.
  private var isRunning: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(processID), &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_signo == 0
  }

  package func send(signal: CInt) {
    kill(processID, signal)
  }

  /// Waits for the end. To be called once. A test that is out of time ends the program, so that it can end itself.
  package func awaitEnding() async throws -> Ending {
    let status = try await withTaskCancellationHandler {
      try await DispatchQueue(label: "program \(processID)").run { [processID] in
        var status: CInt = 0
        while waitpid(processID, &status, 0) < 0 {
          guard errno == EINTR else { throw SystemError("wait for process \(processID)") }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
      }
    } onCancel: {
      if isRunning { send(signal: SIGKILL) }
    }
    return Ending(status: status, output: try written(1), errors: try written(2))
  }

  private func written(_ descriptor: Int) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(files.path)/\(descriptor)")), as: UTF8.self)
  }
}
