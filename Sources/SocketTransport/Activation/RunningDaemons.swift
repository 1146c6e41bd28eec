import Synchronization

/// The daemons that a supervisor has running.
final class RunningDaemons: Sendable {
  private let processes = Mutex<[Int32: ChildProcess]>([:])

  var all: [ChildProcess] { processes.withLock { Array($0.values) } }

  func insert(_ process: ChildProcess) {
    processes.withLock { $0[process.processID] = process }
  }

  func remove(_ process: ChildProcess) {
    processes.withLock { $0[process.processID] = nil }
  }
}
