package import RPC
package import WireProtocol

/// What a command has of the process and the machine that it runs on; tests hand it another.
package struct Host: Sendable {
  package let environment: [String: String]
  /// Standard output: what was asked for. Throws ``OutputFault``.
  package let write: @Sendable (_ text: String) throws -> Void
  /// Standard error: notes and failures.
  package let report: @Sendable (_ text: String) -> Void
  /// Standard input to its end, or to the first byte beyond the limit.
  package let readInput: @Sendable (_ limit: Int) throws -> [UInt8]
  /// Connects to a service's socket, at the latest when something is sent.
  package let dial: @Sendable (_ socket: String, _ service: ServiceName) -> any Transport
  /// Whether the socket's permissions keep this process out.
  package let isForbidden: @Sendable (_ socket: String) -> Bool
  /// Whether there is no such socket.
  package let isMissing: @Sendable (_ socket: String) -> Bool
  /// Whether a person sees what is written.
  package let isTerminal: Bool
  /// Has the desktop's browser show a file.
  package let browse: @Sendable (_ path: String) throws -> Void
  /// What the journal has of a service's audit trail.
  package let checkpoints: @Sendable (ServiceName) -> [AuditCheckpoint]
  /// The signals that tell the process to end. As long as they are waited for, they do not end it.
  package let interruptions: @Sendable () async -> AsyncStream<CInt>

  package init(
    environment: [String: String], write: @escaping @Sendable (String) throws -> Void,
    report: @escaping @Sendable (String) -> Void,
    readInput: @escaping @Sendable (Int) throws -> [UInt8],
    dial: @escaping @Sendable (String, ServiceName) -> any Transport,
    isForbidden: @escaping @Sendable (String) -> Bool,
    isMissing: @escaping @Sendable (String) -> Bool = { _ in false }, isTerminal: Bool = false,
    browse: @escaping @Sendable (String) throws -> Void = { _ in },
    checkpoints: @escaping @Sendable (ServiceName) -> [AuditCheckpoint] = { _ in [] },
    interruptions: @escaping @Sendable () async -> AsyncStream<CInt> = { AsyncStream { _ in } }
  ) {
    self.environment = environment
    self.write = write
    self.report = report
    self.readInput = readInput
    self.dial = dial
    self.isForbidden = isForbidden
    self.isMissing = isMissing
    self.isTerminal = isTerminal
    self.browse = browse
    self.checkpoints = checkpoints
    self.interruptions = interruptions
  }
}
