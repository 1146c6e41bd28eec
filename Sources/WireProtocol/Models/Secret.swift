/// What may be told about a client secret: all but the secret.
package struct Secret: Listed {
  package static let listName = "secrets"

  package let sid: SecretSID
  package let clientId: ClientID
  package let status: SecretStatus
  package let dateCreated: Timestamp
  /// From when on it does not work: the end that it was given, that of its grace period (R8), or the moment it was
  /// pushed out (R9).
  package let dateExpires: Timestamp?
  /// When it was declared compromised (R10).
  package let dateRevoked: Timestamp?
  /// When its client has shown it last; missing where that is not known. Precise to a minute, and told within two.
  package let dateLastUsed: Timestamp?

  package init(
    sid: SecretSID, clientId: ClientID, status: SecretStatus, dateCreated: Timestamp, dateExpires: Timestamp?,
    dateRevoked: Timestamp?, dateLastUsed: Timestamp? = nil
  ) {
    self.sid = sid
    self.clientId = clientId
    self.status = status
    self.dateCreated = dateCreated
    self.dateExpires = dateExpires
    self.dateRevoked = dateRevoked
    self.dateLastUsed = dateLastUsed
  }
}

package enum SecretStatus: String, Choice {
  /// Works. With a `date_expires`: until then.
  case active
  /// Ran out or was pushed out; tokens issued with it live on.
  case expired
  /// Compromised, or replaced without grace: tokens issued with it are dead as well (R10).
  case revoked
}

/// A new secret: the only message that ever shows one (R14).
package struct IssuedSecret: Codable, Equatable, Sendable {
  package let sid: SecretSID
  package let clientId: ClientID
  /// 64 characters of `[A-Za-z0-9_-]`.
  package let secret: Sensitive
  package let dateCreated: Timestamp
  /// From when on it does not work; missing where it was given no end.
  package let dateExpires: Timestamp?
  /// The secret that this one replaces, as it stands now; missing where there was none.
  package let previous: Secret?

  package init(
    sid: SecretSID, clientId: ClientID, secret: Sensitive, dateCreated: Timestamp, dateExpires: Timestamp? = nil,
    previous: Secret? = nil
  ) {
    self.sid = sid
    self.clientId = clientId
    self.secret = secret
    self.dateCreated = dateCreated
    self.dateExpires = dateExpires
    self.previous = previous
  }
}
