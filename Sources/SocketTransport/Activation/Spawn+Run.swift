import Glibc
package import SystemCalls

extension Spawn {
  /// Bytes that a program may print.
  private static let longestOutput = 1_048_576

  /// Runs a program to its end. Blocks the calling thread.
  /// - Parameters:
  ///   - input: What it is given to read, less than a pipe holds; `nil` leaves it this process's standard input.
  ///   - joinsErrors: Whether what it complains of is part of what it prints, or goes to standard error.
  /// - Returns: How it ended (waitpid(2)), and what it printed.
  package static func run(
    _ path: String, _ arguments: [String], environment: [String: String], input: [UInt8]? = nil,
    joinsErrors: Bool = false
  ) throws(SystemError) -> (status: CInt, output: [UInt8]) {
    let printed = try Pipe()
    let given = if input != nil { try Pipe() } else { nil as Pipe? }
    var descriptors: [CInt: CInt] = [1: printed.writing, 2: joinsErrors ? printed.writing : 2]
    descriptors[0] = given?.reading
    let process = try start(path, arguments, environment: environment, descriptors: descriptors)
    printed.endWriting()
    if let input, let given {
      input.withUnsafeBytes { _ = write(given.writing, $0.baseAddress, $0.count) }
      given.endWriting()
    }
    let output = Result { () throws(SystemError) in
      try FileContent.read(printed.reading, called: path, limit: longestOutput)
    }
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw SystemError("learn how \(path) has ended") }
    }
    return (status, try output.get())
  }
}

/// Two ends that are closed with their owner at the latest.
private final class Pipe {
  let reading: CInt
  private(set) var writing: CInt

  init() throws(SystemError) {
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
