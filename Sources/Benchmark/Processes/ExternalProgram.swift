import FoundationEssentials
import Glibc
import SocketTransport
import SystemCalls

/// Another program, found by the `PATH`.
struct ExternalProgram {
  let processID: pid_t
  private let name: String

  /// - Parameter output: The descriptor that becomes its standard output; `nil`: standard error, which leaves ours to
  ///   the report.
  init(_ command: [String], output: CInt? = nil) throws {
    name = command.joined(separator: " ")
    processID = try Spawn.start(
      "/usr/bin/env", command, environment: ProcessInfo.processInfo.environment, descriptors: [1: output ?? 2])
  }

  /// Runs a program to its end.
  /// - Returns: What it wrote to standard output.
  /// - Throws: ``LoadFault`` unless it ends with status 0.
  @discardableResult
  static func run(_ command: String...) throws -> [UInt8] {
    let (program, output, _) = try begin(command) { _ in false }
    let status = program.awaitEnd()
    guard status == 0 else { throw LoadFault("\(program.name) ended with status \(status)") }
    return output
  }

  /// Starts a program that goes on running, and returns when it has written a text to standard output.
  /// - Throws: ``LoadFault`` if it ends before.
  static func start(_ command: [String], awaiting text: String) throws -> ExternalProgram {
    let (program, _, hasEnded) = try begin(command) { String(decoding: $0, as: UTF8.self).contains(text) }
    guard !hasEnded else { throw LoadFault("\(program.name) ended with status \(program.awaitEnd())") }
    return program
  }

  /// Starts a program and reads its standard output until that is enough, or ends.
  private static func begin(
    _ command: [String], until isEnough: ([UInt8]) -> Bool
  ) throws -> (program: ExternalProgram, output: [UInt8], hasEnded: Bool) {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemError("make a pipe") }
    defer { close(ends[0]) }
    let program: ExternalProgram
    do {
      defer { close(ends[1]) }
      program = try ExternalProgram(command, output: ends[1])
    }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while !isEnough(output) {
      let count = read(ends[0], &chunk, chunk.count)
      if count > 0 { output += chunk[..<count] } else if count == 0 || errno != EINTR { return (program, output, true) }
    }
    return (program, output, false)
  }

  func stop() {
    kill(processID, SIGTERM)
    _ = awaitEnd()
  }

  /// The exit status, or 128 and the number of the signal.
  private func awaitEnd() -> CInt {
    var status: CInt = 0
    while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }
}
