import Glibc
import SocketTransport
import SystemCalls

/// Programs of the host that do a step.
enum Tool {
  /// Runs a program to its end; what it has to say goes to standard error.
  /// - Parameter input: Less than a pipe holds.
  /// - Returns: What it prints.
  /// - Throws: ``BackupFault`` for a program that ends with another status than 0.
  @discardableResult
  static func run(_ path: String, _ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
    let given = try Pipe()
    let printed = try Pipe()
    let process = try Spawn.start(
      path, arguments, environment: ["PATH": "/usr/bin:/bin"],
      descriptors: [0: given.reading, 1: printed.writing, 2: 2])
    printed.endWriting()
    input.withUnsafeBytes { _ = write(given.writing, $0.baseAddress, $0.count) }
    given.endWriting()
    let output = try FileContent.read(printed.reading, called: path, limit: 1_048_576)
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    guard status == 0 else {
      throw BackupFault("\(([path] + arguments).joined(separator: " ")) has failed; see above why")
    }
    return output
  }
}

/// Two ends that are closed with their owner at the latest.
private final class Pipe {
  let reading: CInt
  private(set) var writing: CInt

  init() throws {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError("make a pipe") }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    endWriting()
    close(reading)
  }

  func endWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }
}
