import FoundationEssentials
import Glibc
import Logging
import SocketTransport
import SystemCalls
import UnixSignals

extension Host {
  /// This process.
  package static let process = Host(
    environment: ProcessInfo.processInfo.environment,
    write: { text in
      do throws(SystemError) { try Descriptor.standardOutput.write(text) } catch { throw OutputFault(cause: error) }
    },
    report: { text in
      // Nobody is left to tell when standard error fails.
      try? Descriptor.standardError.write(text)
    },
    readInput: { limit in try Descriptor.standardInput.read(limit: limit) },
    dial: { socket, service in
      let client = SocketClient(path: socket, service: service)
      guard socket == RuntimeDirectory.ofHost.socket(of: service) else { return client }
      return WatchedTransport(transport: client, service: service) { await UnitState.ask(about: $0)?.fault }
    },
    isForbidden: { socket in access(socket, W_OK) != 0 && errno == EACCES },
    ask: Terminal.ask,
    isMissing: { socket in access(socket, F_OK) != 0 && errno == ENOENT },
    isTerminal: isatty(1) == 1,
    screenSize: { Terminal.size },
    ticks: Ticks.every,
    browse: { path in
      _ = try Spawn.start(
        "/usr/bin/xdg-open", [path], environment: ProcessInfo.processInfo.environment, descriptors: [:])
    },
    checkpoints: JournalCheckpoints.written,
    logRestoration: { sentence in
      let logger = Logger(label: "oauthctl") { JournalLogHandler(identifier: $0, metadata: [:]) }
      logger.notice("\(sentence)", metadata: .kind(.stateRestored))
    },
    systemd: .ofHost,
    interruptions: {
      let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
      return AsyncStream { continuation in
        let forwarding = Task {
          for await signal in signals { continuation.yield(signal.rawValue) }
          continuation.finish()
        }
        continuation.onTermination = { _ in forwarding.cancel() }
      }
    })
}
