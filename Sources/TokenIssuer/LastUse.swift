import Synchronization
import WireProtocol

/// When a client was used last, or one of its secrets: noted where that happens, told by ``ClientUses``.
final class LastUse: Sendable {
  let client: ClientID
  /// The secret that was shown; `nil` where it was something else.
  let secretSid: SecretSID?
  /// In seconds since 1970.
  private let latest = Atomic(0)
  /// In minutes since 1970.
  private let told = Atomic(0)

  init(of client: ClientID, by secretSid: SecretSID? = nil) {
    self.client = client
    self.secretSid = secretSid
  }

  /// Costs one store.
  func note(_ now: Timestamp) {
    latest.store(now.secondsSince1970, ordering: .relaxed)
  }

  /// The minute in which it was used last; `nil` where that has been told. It is an earlier one than before where the
  /// clock was ahead.
  var untold: Int? {
    let minute = latest.load(ordering: .relaxed) / 60
    return minute != told.load(ordering: .relaxed) ? minute : nil
  }

  func noteTold(_ minute: Int) {
    told.store(minute, ordering: .relaxed)
  }
}
