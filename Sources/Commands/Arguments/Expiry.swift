import ArgumentParser
import WireProtocol

/// When a secret is to end, as a command line tells it.
struct Expiry: Sendable {
  let moment: Timestamp
  /// The same words mean another moment later.
  private let isFromNow: Bool

  /// - Throws: ``UsageFault`` for what is no moment to come.
  init(argument: String) throws {
    moment = try Timestamp(moment: argument)
    isFromNow = Timestamp(argument) == nil
  }

  /// What the same command needs to be the same change (R19); `nil` where it has that.
  var repetition: String? { isFromNow ? "--expires \(moment)" : nil }

  /// - Throws: `ValidationError` for a change that is made again with another moment, which would be another change.
  func requireSame(in options: GlobalOptions) throws {
    guard isFromNow, options.idempotencyKey != nil else { return }
    throw ValidationError(
      "With --idempotency-key a change ends the secret at the moment that it did at first: give --expires as the "
        + "message with the key told it, such as 2027-01-31T00:00:00Z.")
  }
}
