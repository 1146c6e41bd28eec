import Foundation
import Synchronization
import TestSupport
import WireProtocol

/// Calls of a service with pauses of about the time after which it exits on idle, so that many exits meet a call.
final class SporadicTraffic: Sendable {
  struct Tally: Sendable, CustomStringConvertible {
    var answered = 0
    /// Connections that the stopping service closed without taking the request up: the client asks again.
    var toRepeat = 0
    /// Answers by another process than the one before.
    var exits = 0
    var failures: [String] = []
    var slowest = Duration.zero

    var description: String {
      "\(exits) exits, \(answered) answered, \(toRepeat) to repeat, slowest \(slowest / .milliseconds(1)) ms"
    }
  }

  private let service: ServiceName
  private let pauses: ClosedRange<Double>
  private let tally = Mutex(Tally())

  /// - Parameter pauses: Seconds.
  init(to service: ServiceName, pauses: ClosedRange<Double>) {
    self.service = service
    self.pauses = pauses
  }

  /// Goes on until the service has exited so often, or a call has failed.
  func run(exits: Int) async -> Tally {
    await onOwnThread {
      var last: Int?
      repeat {
        if let process = self.call() {
          if let last, last != process { self.tally.withLock { $0.exits += 1 } }
          last = process
          Thread.sleep(forTimeInterval: .random(in: self.pauses))
        }
      } while self.tally.withLock { $0.exits < exits && $0.failures.isEmpty }
    }
    return tally.withLock(\.self)
  }

  /// - Returns: The process that has answered; `nil` where the call is to be made again.
  private func call() -> Int? {
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
