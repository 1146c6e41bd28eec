import WireProtocol

/// A secret on its way to its owner and, as a hash, into the database.
struct NewSecret: Sendable {
  let sid: SecretSID
  let client: ClientID
  let plain: Sensitive
  let hash: SecretHash
  /// `nil`: it has no end of its own.
  let dateExpires: Timestamp?
  /// The ``Pepper/checkValue`` of what it was hashed with.
  let pepper: [UInt8]

  init(_ plain: Sensitive, sid: SecretSID, of client: ClientID, until end: Timestamp? = nil, pepper: Pepper) {
    self.sid = sid
    self.client = client
    self.plain = plain
    dateExpires = end
    hash = pepper.hash(of: plain, client: client)
    self.pepper = pepper.checkValue
  }
}
