@preconcurrency import Dispatch
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

    package init(service: ServiceName, executable: String, environment: [String: String]) {
      self.service = service
      self.executable = executable
      self.environment = environment
    }
  }

  private let units: [(unit: Unit, socket: ListeningSocket)]
  private let patience: Duration
  private let logger: Logger

  /// Pause after a failure, so that a daemon that can't run does not keep a core busy.
  private static let restartPause = Duration.milliseconds(500)

  /// Binds each service's socket in a directory; clients may connect from then on. Several units of a service share its
  /// socket.
  /// - Parameter patience: How long a daemon may take to stop before it is killed; more than ``ServerLimits/drain``.
  package init(_ units: [Unit], directory: String, patience: Duration = .seconds(15), logger: Logger) throws {
    var sockets: [ServiceName: ListeningSocket] = [:]
    self.units = try units.map { unit in
      let socket = try sockets[unit.service] ?? ListeningSocket.bind(path: "\(directory)/\(unit.service.socket)")
      sockets[unit.service] = socket
      return (unit, socket)
    }
    self.patience = patience
    self.logger = logger
  }

  /// Supervises until the task is cancelled; then stops the daemons and closes the sockets.
  package func run() async {
    await withDiscardingTaskGroup { group in
      for (unit, socket) in units {
        group.addTask { await supervise(unit, socket) }
      }
    }
    for descriptor in Set(units.map(\.socket.descriptor)) { close(descriptor) }
  }

  private func supervise(_ unit: Unit, _ socket: ListeningSocket) async {
    while true {
      await socket.awaitConnection()
      guard !Task.isCancelled else { return }
      do {
        let process = try ChildProcess.start(unit, socket)
        logger.info("\(unit.service.rawValue): started, pid \(process.processID)")
        let status = await process.finish(patience: patience) {
          logger.error("\(unit.service.rawValue): pid \(process.processID) did not stop within \(patience), killed")
        }
        logger.info("\(unit.service.rawValue): \(status)")
        if status.isSuccess { continue }
      } catch {
        logger.error("\(unit.service.rawValue): \(error)")
      }
      try? await Task.sleep(for: Self.restartPause)
    }
  }
}

extension ListeningSocket {
  /// Returns when somebody waits to be accepted, or the task is cancelled.
  fileprivate func awaitConnection() async {
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "activation"))
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        source.setEventHandler { source.cancel() }
        source.setCancelHandler { continuation.resume() }
        source.resume()
      }
    } onCancel: {
      source.cancel()
    }
  }
}
