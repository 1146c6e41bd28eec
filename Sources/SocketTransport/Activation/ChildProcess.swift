import Dispatch
import Glibc
import Synchronization
import SystemCalls
import WireProtocol

/// A daemon started with its listening sockets as its descriptors from 3 on and a lifeline as the last.
final class ChildProcess: Sendable {
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
  /// A process that was waited for has no id any more, and a signal to it could reach another process.
  private let isReaped = Mutex(false)

  private init(processID: pid_t) {
    self.processID = processID
  }

  /// `LISTEN_PID` must be the daemon's own process id, which is known only once it runs: a shell sets it and becomes
  /// the daemon. SIGHUP waits until it is ignored, and that until the daemon expects it: a shell takes what waits.
  private static let becomeDaemon = ["--ignore-signal=HUP", "/bin/sh", "-c", "LISTEN_PID=$$ exec \"$0\""]

  /// - Throws: ``SystemError`` if the program can't be started.
  static func start(
    _ unit: Supervisor.Unit, _ sockets: [ListeningSocket], _ lifeline: Lifeline
  ) throws(SystemError) -> ChildProcess {
    guard access(unit.executable, X_OK) == 0 else { throw SystemError("run \(unit.executable)") }
    let names = ([unit.service.rawValue] + unit.listeners.map(\.listener.rawValue) + [Lifeline.name])
    let environment = unit.environment.merging(
      ["LISTEN_FDS": "\(names.count)", "LISTEN_FDNAMES": names.joined(separator: ":")]
    ) { $1 }
    let passed = (sockets.map(\.descriptor) + [lifeline.descriptor]).enumerated().map { (CInt(3 + $0), $1) }
    let processID = try Spawn.start(
      "/usr/bin/env", becomeDaemon + [unit.executable], environment: environment,
      descriptors: Dictionary(uniqueKeysWithValues: passed), blocked: [SIGHUP], leadsGroup: true)
    return ChildProcess(processID: processID)
  }

  /// Waits for the process to end. When the task is cancelled, asks it to stop, and kills it if that takes too long.
  /// - Parameters:
  ///   - patience: Between SIGTERM and SIGKILL.
  ///   - onKill: Called when SIGKILL is sent.
  func finish(patience: Duration, onKill: @escaping @Sendable () -> Void) async -> Status {
    await withTaskCancellationHandler {
      await awaitEnd()
    } onCancel: {
      send(SIGTERM)
      DispatchQueue.global().asyncAfter(deadline: .now() + patience / .seconds(1)) {
        if self.send(SIGKILL) { onKill() }
      }
    }
    return isReaped.withLock { isReaped in
      var status: CInt = 0
      while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
      isReaped = true
      return Status(waitStatus: status)
    }
  }

  /// Has the daemon read its files again. One that only begins will read them anyway.
  func reload() { send(SIGHUP) }

  /// - Returns: Whether the process was still there.
  @discardableResult
  private func send(_ signal: CInt) -> Bool {
    isReaped.withLock { isReaped in !isReaped && kill(processID, signal) == 0 }
  }

  private func awaitEnd() async {
    await withCheckedContinuation { continuation in
      // A queue of its own has a thread of its own. The global queue's few are shared with all that runs
      // asynchronously.
      DispatchQueue(label: "process \(processID)").async { [processID] in
        var end = siginfo_t()
        while waitid(P_PID, id_t(processID), &end, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
        continuation.resume()
      }
    }
  }
}
