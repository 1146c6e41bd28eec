import Dispatch
import Glibc
import WireProtocol

/// A daemon started with a listening socket as its descriptor 3.
struct ChildProcess {
  /// How a process ended.
  enum Status: CustomStringConvertible {
    case exited(CInt)
    case killed(signal: CInt)

    init(waitStatus: CInt) {
      let signal = waitStatus & 0x7F
      self = signal == 0 ? .exited((waitStatus >> 8) & 0xFF) : .killed(signal: signal)
    }

    var isSuccess: Bool {
      if case .exited(0) = self { true } else { false }
    }

    var description: String {
      switch self {
      case .exited(let code): "exited with status \(code)"
      case .killed(let signal): "killed by signal \(signal)"
      }
    }
  }

  let processID: pid_t

  /// `LISTEN_PID` must be the daemon's own process id, which is known only once it runs: a shell sets it and becomes
  /// the daemon.
  private static let becomeDaemon = "LISTEN_PID=$$ exec \"$0\""

  /// - Throws: ``SystemError`` if the program can't be started.
  static func start(_ unit: Supervisor.Unit, _ socket: ListeningSocket) throws(SystemError) -> ChildProcess {
    guard access(unit.executable, X_OK) == 0 else { throw SystemError("run \(unit.executable)") }
    let environment = unit.environment.merging(["LISTEN_FDS": "1", "LISTEN_FDNAMES": unit.service.rawValue]) { $1 }
    let processID = try Spawn.start(
      "/bin/sh", ["-c", becomeDaemon, unit.executable], environment: environment, descriptors: [3: socket.descriptor],
      leadsGroup: true)
    return ChildProcess(processID: processID)
  }

  /// Waits for the process to end; when the task is cancelled, asks it to stop and goes on waiting.
  func finish() async -> Status {
    await withTaskCancellationHandler {
      await awaitEnd()
    } onCancel: {
      kill(processID, SIGTERM)
    }
    // Reaped only now: until here the process id could not become another process's.
    var status: CInt = 0
    while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
    return Status(waitStatus: status)
  }

  private func awaitEnd() async {
    await withCheckedContinuation { continuation in
      // A queue of its own has a thread of its own. The global queue's few are shared with all that runs
      // asynchronously.
      DispatchQueue(label: "process \(processID)").async {
        var end = siginfo_t()
        while waitid(P_PID, id_t(processID), &end, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
        continuation.resume()
      }
    }
  }
}
