import RPC
import Synchronization
import TestSupport
import WireProtocol

/// Clients that connect, ask once and leave, over and over, until told to stop.
final class ConnectStorm: Sendable {
  struct Tally: Sendable, CustomStringConvertible {
    var answered = 0
    /// Connections that a stopping service closed without taking the request up: the client asks again.
    var toRepeat = 0
    var failures: [String] = []
    var slowest = Duration.zero

    var description: String {
      "\(answered) answered, \(toRepeat) to repeat, failed: \(failures), slowest \(slowest / .milliseconds(1)) ms"
    }
  }

  private let service: ServiceName
  private let isOver = Atomic(false)
  private let tally = Mutex(Tally())

  init(to service: ServiceName) {
    self.service = service
  }

  func end() {
    isOver.store(true, ordering: .relaxed)
  }

  /// Goes on until ``end()``.
  func rage(clients: Int) async -> Tally {
    await withDiscardingTaskGroup { group in
      for _ in 0..<clients {
        group.addTask { await onOwnThread { while !self.isOver.load(ordering: .relaxed) { self.connectOnce() } } }
      }
    }
    return tally.withLock { $0 }
  }

  private func connectOnce() {
    let start = ContinuousClock.now
    let failure: (any Error)?
    do {
      _ = try ServiceConnection(to: service).call(ServiceStatusGet())
      failure = nil
    } catch { failure = error }
    let duration = ContinuousClock.now - start
    tally.withLock {
      $0.slowest = max($0.slowest, duration)
      switch failure {
      case nil: $0.answered += 1
      case is EndOfStream: $0.toRepeat += 1
      case let error?: $0.failures.append("\(error)")
      }
    }
  }
}
