import WireProtocol

/// A step in the life of a signing key that the clock alone brings about. Each is one transaction, and due until it is
/// done: what one who is killed leaves undone the next one does.
package enum SigningKeyStep: Equatable, Sendable {
  /// Make a key that will sign.
  case announce
  /// Let a key sign sooner, which a clock that ran ahead has announced for a time far off.
  case bringForward(kid: String)
  /// Let a key sign no more, as tokens are signed with another algorithm now.
  case end(kid: String)
  case destroyPrivateHalf(kid: String)
  case retire(kid: String)
}

extension SigningKeyRing {
  /// The steps that are due. None hangs on another.
  func steps(dueAt now: Timestamp, _ schedule: SigningKeySchedule) -> [SigningKeyStep] {
    guard let current = current(schedule, at: now) else { return [] }
    let steps = keys.compactMap { step(of: $0, beside: current, at: now) }
    let isLastDay = current.signsFrom + schedule.period <= now + SigningKeySchedule.notice
    return isLastDay && announced(schedule, at: now) == nil ? steps + [.announce] : steps
  }

  private func step(of key: StoredSigningKey, beside current: StoredSigningKey, at now: Timestamp) -> SigningKeyStep? {
    if key != current, key.verifiesUntil.isPast(at: now) { return .retire(kid: key.kid) }
    guard key.remainder == .whole else { return nil }
    if key != current, key.signsUntil.isPast(at: now) { return .destroyPrivateHalf(kid: key.kid) }
    if key.signsFrom > now + SigningKeySchedule.notice { return .bringForward(kid: key.kid) }
    // Instances that still sign with the other algorithm have had a day to start anew.
    let isReplaced = current.signsFrom + SigningKeySchedule.notice <= now
    return key.algorithm != current.algorithm && isReplaced ? .end(kid: key.kid) : nil
  }
}

extension Timestamp? {
  fileprivate func isPast(at now: Timestamp) -> Bool {
    guard let self else { return false }
    return self <= now
  }
}
