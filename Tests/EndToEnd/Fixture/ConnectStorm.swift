import Foundation
import RPC
import Synchronization
import TestSupport
import WireProtocol

/// Clients that connect, ask once and leave, over and over.
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

  /// One client makes pauses of about the time after which the service exits on idle, so that many exits meet a call.
  /// Goes on until other processes than the one before have answered so often, or a call has failed.
  /// - Parameter pauses: Seconds.
  func trickle(pauses: ClosedRange<Double>, exits: Int) async -> Tally {
    await onOwnThread {
      var (last, seen): (Int?, Int) = (nil, 0)
      while seen < exits, self.tally.withLock(\.failures.isEmpty) {
        guard let process = self.connectOnce() else { continue }
        if let last, last != process { seen += 1 }
        last = process
        Thread.sleep(forTimeInterval: .random(in: pauses))
      }
    }
    return tally.withLock { $0 }
  }

  /// - Returns: The process that has answered, if one has.
  @discardableResult private func connectOnce() -> Int? {
    let start = ContinuousClock.now
    let answer = Result { try ServiceConnection(to: service).call(ServiceStatusGet()).pid }
    let duration = ContinuousClock.now - start
    return tally.withLock {
      $0.slowest = max($0.slowest, duration)
      switch answer {
      case .success(let process):
        $0.answered += 1
        return process
      case .failure(let error) where error is EndOfStream: $0.toRepeat += 1
      case .failure(let error): $0.failures.append("\(error)")
      }
      return nil
    }
  }
}
