import FoundationEssentials
import Glibc
package import Logging
package import WireProtocol

/// Starts daemons on the first connection to their sockets, as systemd does with socket units, and starts again what
/// exited when the next connection comes. The embedded default, and the tests' fixture.
package struct Supervisor: Sendable {
  /// A daemon and what systemd would give it.
  package struct Unit: Sendable {
    package let service: ServiceName
    package let executable: String
    package let environment: [String: String]
    /// Where it listens beside the service's socket.
    package let listeners: [(listener: HTTPListener, address: ListeningAddress)]

    package init(
      service: ServiceName, executable: String, environment: [String: String],
      listeners: [(listener: HTTPListener, address: ListeningAddress)] = []
    ) {
      self.service = service
      self.executable = executable
      self.environment = environment
      self.listeners = listeners
    }
  }

  /// With its sockets, the service's own first.
  private let units: [(unit: Unit, sockets: [ListeningSocket])]
  private let lifeline: (line: Lifeline, held: CInt)
  private let patience: Duration
  private let logger: Logger
  private let running = RunningDaemons()

  /// Binds each service's sockets, its own in a directory; clients may connect from then on. Several units of a service
  /// share its sockets.
  /// - Parameter patience: How long a daemon may take to stop before it is killed; more than ``ServerLimits/drain``.
  package init(_ units: [Unit], directory: String, patience: Duration = .seconds(15), logger: Logger) throws {
    lifeline = try Lifeline.make()
    var sockets: [ListeningAddress: ListeningSocket] = [:]
    self.units = try units.map { unit in
      let addresses = [.path("\(directory)/\(unit.service.socket)")] + unit.listeners.map(\.address)
      return (
        unit,
        try addresses.map { address in
          let socket = try sockets[address] ?? ListeningSocket.bind(address)
          sockets[address] = socket
          return socket
        }
      )
    }
    self.patience = patience
    self.logger = logger
  }

  /// Supervises until the task is cancelled; then stops the daemons and closes the sockets.
  package func run() async {
    await withDiscardingTaskGroup { group in
      for (unit, sockets) in units {
        group.addTask { await supervise(unit, sockets) }
      }
    }
    for descriptor in Set(units.flatMap(\.sockets).map(\.descriptor)) + [lifeline.line.descriptor, lifeline.held] {
      close(descriptor)
    }
  }

  /// Has the daemons that run read their files again.
  package func reload() {
    for process in running.all { process.reload() }
  }

  private func supervise(_ unit: Unit, _ sockets: [ListeningSocket]) async {
    var pace = RestartPace()
    while true {
      await awaitReadable(sockets.map(\.descriptor))
      guard !Task.isCancelled else { return }
      guard let fault = await run(unit, sockets, &pace) else { continue }
      logger.error("\(unit.service.rawValue): \(fault); it is tried again after \(pace.pause)")
      if pace.isTrusted || units.count(where: { $0.unit.service == unit.service }) > 1 {
        try? await Task.sleep(for: pace.pause)
      } else {
        let standIn = StandIn(service: unit.service, reason: "it \(fault); see what oauthctl up prints")
        await standIn.serve(sockets[0], for: pace.pause)
      }
    }
  }

  /// Runs a daemon to its end.
  /// - Returns: What went wrong, if anything did.
  private func run(_ unit: Unit, _ sockets: [ListeningSocket], _ pace: inout RestartPace) async -> String? {
    do {
      let process = try ChildProcess.start(unit, sockets, lifeline.line)
      running.insert(process)
      defer { running.remove(process) }
      logger.info("\(unit.service.rawValue): started, pid \(process.processID)")
      let status = await process.finish(patience: patience) {
        logger.error("\(unit.service.rawValue): pid \(process.processID) did not stop within \(patience), killed")
      }
      logger.info("\(unit.service.rawValue): \(status)")
      pace.note(status)
      return status.isSuccess || Task.isCancelled ? nil : "\(status)"
    } catch {
      pace.noteFault()
      return "\(error)"
    }
  }
}
