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
  /// Asks the person at the terminal for something that is not shown; `nil` where there is none.
  package let ask: @Sendable (_ prompt: String) async throws -> String?
  /// Connects to a service's socket, at the latest when something is sent.
  package let dial: @Sendable (_ socket: String, _ service: ServiceName) -> any Transport
  /// Whether the socket's permissions keep this process out.
  package let isForbidden: @Sendable (_ socket: String) -> Bool
  /// Whether there is no such socket.
  package let isMissing: @Sendable (_ socket: String) -> Bool
  /// Whether a person sees what is written.
  package let isTerminal: Bool
  /// That of the terminal that standard output is, as it is now; `nil` where it is none.
  package let screenSize: @Sendable () -> ScreenSize?
  /// The time since the first one, at once and then at each interval.
  package let ticks: @Sendable (_ interval: Duration) -> AsyncStream<Duration>
  /// Has the desktop's browser show a file.
  package let browse: @Sendable (_ path: String) throws -> Void
  /// What the journal has of a service's audit trail.
  package let checkpoints: @Sendable (ServiceName) -> [AuditCheckpoint]
  /// Has the journal tell that a backup was restored.
  package let logRestoration: @Sendable (_ sentence: String) -> Void
  /// systemd, where the host runs under it.
  package let systemd: Systemd?
  /// The signals that tell the process to end. As long as they are waited for, they do not end it.
  package let interruptions: @Sendable () async -> AsyncStream<CInt>

  package init(
    environment: [String: String], write: @escaping @Sendable (String) throws -> Void,
    report: @escaping @Sendable (String) -> Void,
    readInput: @escaping @Sendable (Int) throws -> [UInt8],
    dial: @escaping @Sendable (String, ServiceName) -> any Transport,
    isForbidden: @escaping @Sendable (String) -> Bool,
    ask: @escaping @Sendable (String) async throws -> String? = { _ in nil },
    isMissing: @escaping @Sendable (String) -> Bool = { _ in false }, isTerminal: Bool = false,
    screenSize: @escaping @Sendable () -> ScreenSize? = { nil },
    ticks: @escaping @Sendable (Duration) -> AsyncStream<Duration> = { _ in AsyncStream { $0.finish() } },
    browse: @escaping @Sendable (String) throws -> Void = { _ in },
    checkpoints: @escaping @Sendable (ServiceName) -> [AuditCheckpoint] = { _ in [] },
    logRestoration: @escaping @Sendable (String) -> Void = { _ in },
    systemd: Systemd? = nil,
    interruptions: @escaping @Sendable () async -> AsyncStream<CInt> = { AsyncStream { _ in } }
  ) {
    self.environment = environment
    self.write = write
    self.report = report
    self.readInput = readInput
    self.ask = ask
    self.dial = dial
    self.isForbidden = isForbidden
    self.isMissing = isMissing
    self.isTerminal = isTerminal
    self.screenSize = screenSize
    self.ticks = ticks
    self.browse = browse
    self.checkpoints = checkpoints
    self.logRestoration = logRestoration
    self.systemd = systemd
    self.interruptions = interruptions
  }
}
