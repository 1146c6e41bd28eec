import SocketTransport

/// Programs of the host that do a step.
enum Tool {
  /// Runs a program to its end; what it has to say goes to standard error.
  /// - Parameter input: Less than a pipe holds.
  /// - Returns: What it prints.
  /// - Throws: ``BackupFault`` for a program that ends with another status than 0.
  @discardableResult
  static func run(_ path: String, _ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
    let (status, output) = try Spawn.run(path, arguments, environment: ["PATH": "/usr/bin:/bin"], input: input)
    guard status == 0 else {
      throw BackupFault("\(([path] + arguments).joined(separator: " ")) has failed; see above why")
    }
    return output
  }
}
