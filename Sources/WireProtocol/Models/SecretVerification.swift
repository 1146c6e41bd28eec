/// Whether a secret was the client's. Wrong, expired, revoked and unknown client look the same.
package struct SecretVerification: Codable, Equatable, Sendable {
  package let valid: Bool
  /// Which secret it was; missing where it was none.
  package let secretSid: SecretSID?
  /// From when on it does not work, where that is known already: the end that it was given, or that of its grace period
  /// (R8).
  package let dateExpires: Timestamp?

  /// - Parameter secretSid: `nil` for a secret that does not work.
  package init(secretSid: SecretSID?, dateExpires: Timestamp? = nil) {
    valid = secretSid != nil
    self.secretSid = secretSid
    self.dateExpires = dateExpires
  }
}
