import Synchronization
import WireProtocol

/// How many signatures were made, and how long that took.
final class SignatureTally: Sendable {
  private let number = Atomic(0)
  private let nanoseconds = Atomic(0)

  func count<Signed>(_ sign: () throws -> Signed) rethrows -> Signed {
    let start = ContinuousClock.now
    let signed = try sign()
    number.add(1, ordering: .relaxed)
    nanoseconds.add(Int((.now - start) / .nanoseconds(1)), ordering: .relaxed)
    return signed
  }

  var figures: Figures {
    [
      .signatures: number.load(ordering: .relaxed),
      .signingMicroseconds: nanoseconds.load(ordering: .relaxed) / 1000,
    ]
  }
}
