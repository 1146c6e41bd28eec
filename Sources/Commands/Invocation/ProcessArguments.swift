import Glibc

/// The arguments of this process.
enum ProcessArguments {
  /// - Throws: ``UsageFault`` for one that is not UTF-8: what took its place would be another name or file.
  static func read() throws(UsageFault) -> [String] {
    try read(CommandLine.unsafeArgv, count: Int(CommandLine.argc))
  }

  /// - Parameter vector: The program's name, then the arguments.
  static func read(
    _ vector: UnsafePointer<UnsafeMutablePointer<CChar>?>, count: Int
  ) throws(UsageFault) -> [String] {
    var arguments: [String] = []
    for index in 1..<max(count, 1) {
      guard let bytes = vector[index] else { break }
      guard let argument = String(validatingCString: bytes) else {
        throw UsageFault("argument \(index) is not UTF-8 text")
      }
      arguments.append(argument)
    }
    return arguments
  }
}
