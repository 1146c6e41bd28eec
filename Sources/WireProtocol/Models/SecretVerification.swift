/// Whether a secret was the client's. Wrong, expired, revoked and unknown client look the same.
package struct SecretVerification: Codable, Equatable, Sendable {
  package let valid: Bool
  /// Which secret it was; missing where it was none.
  package let secretSid: SecretSID?

  /// - Parameter secretSid: `nil` for a secret that does not work.
  package init(secretSid: SecretSID?) {
    valid = secretSid != nil
    self.secretSid = secretSid
  }

  private enum CodingKeys: String, CodingKey { case valid, secretSid = "secret_sid" }
}
