import SystemCalls
import WireProtocol

/// Where a text comes from that must not stand on the command line.
enum InputSource: Equatable, Sendable {
  case standardInput
  case file(String)

  /// "-" is standard input, anything else a file's path.
  init(argument: String) {
    self = argument == "-" ? .standardInput : .file(argument)
  }

  /// A secret or a token.
  /// - Throws: ``UsageFault`` as ``read(_:on:)``, and for one that is empty or not alone.
  func readSensitive(_ noun: String, on host: Host) throws -> Sensitive {
    try Sensitive(found: try read(noun, on: host), noun, in: place)
  }

  /// The text.
  /// - Parameter noun: What it is, such as "the secret": the path itself is never told, as it may be the secret,
  ///   misplaced.
  /// - Throws: ``UsageFault`` for what can't be read, is not UTF-8, or is longer than a request may be.
  func read(_ noun: String, on host: Host) throws -> String {
    try read(noun, on: host, isSecret: true)
  }

  /// A text that everyone may read.
  /// - Throws: As ``read(_:on:)``.
  func readPublic(_ noun: String, on host: Host) throws -> String {
    try read(noun, on: host, isSecret: false)
  }

  private func read(_ noun: String, on host: Host, isSecret: Bool) throws -> String {
    let bytes: [UInt8]
    do {
      bytes = try readBytes(noun, on: host, isSecret: isSecret)
    } catch let fault as SystemError {
      throw UsageFault("\(noun) can't be read from \(place): \(fault.reason)")
    }
    guard bytes.count <= Frame.maximumLength else {
      throw UsageFault("\(noun) is too long; \(place) holds more than \(Frame.maximumLength) bytes")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UsageFault("\(noun) is not UTF-8 text; look at \(place)")
    }
    return text
  }

  private func readBytes(_ noun: String, on host: Host, isSecret: Bool) throws -> [UInt8] {
    switch self {
    case .standardInput: return try host.readInput(Frame.maximumLength)
    case .file(let path):
      return try Descriptor.withFile(path) { file in
        if isSecret, file.isSharedFile {
          host.report("oauthctl: warning: other users may read \(noun) in \(path.printable); chmod 600 it\n")
        }
        return try file.read(limit: Frame.maximumLength)
      }
    }
  }

  private var place: String {
    switch self {
    case .standardInput: "standard input"
    case .file: "the file given"
    }
  }
}
