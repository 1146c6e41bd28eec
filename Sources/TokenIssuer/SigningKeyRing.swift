import JOSE
import WireProtocol

/// The keys that sign or verify, at one state of the database. All instances know from it which key signs when: the
/// times stand with the keys, so nobody has to be told at the moment when another takes over.
struct SigningKeyRing: Sendable {
  /// In the order in which they sign.
  let keys: [StoredSigningKey]

  /// The key that signs. Of the keys whose time has come it is the last one; if a clock that was wrong has left none of
  /// them, the next one.
  func current(_ schedule: SigningKeySchedule, at now: Timestamp) -> StoredSigningKey? {
    let own = signing(schedule)
    return own.last { $0.signsFrom <= now } ?? own.first
  }

  /// The key that is going to sign; there is one at most.
  func announced(_ schedule: SigningKeySchedule, at now: Timestamp) -> StoredSigningKey? {
    let current = current(schedule, at: now)
    return signing(schedule).first { $0.status(at: now) == .announced && $0 != current }
  }

  subscript(kid: String) -> StoredSigningKey? { keys.first { $0.kid == kid } }

  private func signing(_ schedule: SigningKeySchedule) -> [StoredSigningKey] {
    keys.filter { $0.remainder == .whole && $0.algorithm == schedule.algorithm.rawValue }
  }
}
