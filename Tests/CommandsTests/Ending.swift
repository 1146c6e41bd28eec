import Synchronization
import SystemCalls
import WireProtocol

@testable import Commands

/// What a run of `oauthctl` left behind.
struct Ending: Sendable {
  let status: Int32
  let output: String
  let errors: String

  var outputLines: [Substring] { output.split(separator: "\n") }
}

extension ScriptedServices {
  /// Runs `oauthctl` with these services behind its sockets.
  /// - Parameters:
  ///   - rest: More arguments, to follow the first.
  ///   - missing: Services that have no socket.
  ///   - desktop: The desktop that the terminal is on.
  ///   - outputFault: What every write to standard output fails with.
  ///   - systemd: Where the host is to run under it.
  ///   - interruption: The signal that ends the command once a service has been asked.
  ///   - screen: The size of the terminal that standard output is.
  ///   - ticks: The seconds at which a command looks that does so again and again; without them it looks once, and the
  ///     next time never comes.
  func run(
    _ arguments: String..., and rest: [String] = [], input: String = "", environment: [String: String] = [:],
    forbidden: Set<ServiceName> = [], missing: Set<ServiceName> = [], desktop: TestDesktop? = nil,
    checkpoints: [AuditCheckpoint] = [], outputFault: SystemError? = nil,
    systemd: Systemd? = nil, interruption: CInt? = nil, screen: ScreenSize? = nil,
    ticks: [Int]? = nil
  ) async -> Ending {
    let output = Recorder()
    let errors = Recorder()
    let host = Host(
      environment: environment,
      write: { text in
        if let outputFault { throw OutputFault(cause: outputFault) }
        output.append(text)
      },
      report: errors.append,
      readInput: { limit in Array(input.utf8.prefix(limit + 1)) },
      dial: { socket, service in ScriptedTransport(services: self, socket: socket, service: service) },
      isForbidden: { socket in forbidden.contains { socket.hasSuffix($0.socket) } },
      isMissing: { socket in missing.contains { socket.hasSuffix($0.socket) } },
      isTerminal: desktop != nil, screenSize: { screen },
      ticks: { _ in
        AsyncStream { moments in
          for second in ticks ?? [0] { moments.yield(.seconds(second)) }
          if ticks != nil { moments.finish() }
        }
      },
      browse: { desktop?.open($0) },
      checkpoints: { _ in checkpoints },
      systemd: systemd,
      interruptions: {
        AsyncStream { signals in
          guard let interruption else { return }
          Task {
            while self.received.isEmpty { await Task.yield() }
            signals.yield(interruption)
          }
        }
      })
    let status = await Invocation(arguments + rest, on: host).run()
    return Ending(status: status, output: output.text, errors: errors.text)
  }
}

/// Collects text from concurrent code.
private final class Recorder: Sendable {
  private let content = Mutex("")

  var text: String { content.withLock { $0 } }

  func append(_ text: String) {
    content.withLock { $0 += text }
  }
}
