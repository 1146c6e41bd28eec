import WireProtocol

/// A secret on its way to its owner and, as a hash, into the database.
struct NewSecret: Sendable {
  let sid: SecretSID
  let client: AppSID
  let plain: Sensitive
  let hash: SecretHash

  /// The one message that shows it.
  func issued(at now: Timestamp, replacing replaced: StoredSecret? = nil) -> IssuedSecret {
    IssuedSecret(sid: sid, clientId: client, secret: plain, dateCreated: now, previous: replaced?.shown(at: now))
  }
}
