import WireProtocol

/// A secret on its way to its owner and, as a hash, into the database.
struct NewSecret: Sendable {
  let sid: SecretSID
  let client: AppSID
  let plain: Sensitive
  let hash: SecretHash
}
