import WireProtocol

/// What is kept of the message that showed a secret: all but the secret (R14).
struct IssueRecord: Codable, Sendable {
  let sid: SecretSID
  let dateCreated: Timestamp
  let dateExpires: Timestamp?
  let previous: Secret?
}
