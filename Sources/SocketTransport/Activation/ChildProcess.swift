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

  /// `LISTEN_PID` must be the daemon's own process id, which is known only once it runs: a shell sets it and becomes the daemon.
  private static let becomeDaemon = "LISTEN_PID=$$ exec \"$0\""

  /// - Throws: ``SystemError`` if the program can't be started.
  static func start(_ unit: Supervisor.Unit, _ socket: ListeningSocket) throws -> ChildProcess {
    guard access(unit.executable, X_OK) == 0 else { throw SystemError("run \(unit.executable)") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket.descriptor, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own: Ctrl-C is for the supervisor, which stops its daemons itself.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let environment = unit.environment.merging(["LISTEN_FDS": "1", "LISTEN_FDNAMES": unit.service.rawValue]) { $1 }
    let arguments = ["/bin/sh", "-c", becomeDaemon, unit.executable]
    var processID: pid_t = 0
    let result = withCStrings(arguments) { argv in
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) { envp in
        posix_spawn(&processID, "/bin/sh", &actions, &attributes, argv, envp)
      }
    }
    guard result == 0 else { throw SystemError("run \(unit.executable)", number: result) }
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
      // A queue of its own has a thread of its own. The global queue's few are shared with all that runs asynchronously.
      DispatchQueue(label: "process \(processID)").async {
        var end = siginfo_t()
        while waitid(P_PID, id_t(processID), &end, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
        continuation.resume()
      }
    }
  }
}

/// Lends a null-terminated array of C strings.
private func withCStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
