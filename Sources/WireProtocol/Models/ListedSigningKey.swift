/// A key that signs tokens, by what may be told about it.
package struct ListedSigningKey: Listed {
  package static let listName = "signing_keys"

  /// RFC 7638 thumbprint.
  package let kid: String
  /// RFC 7518 name.
  package let algorithm: String
  package let status: SigningKeyStatus
  package let dateCreated: Timestamp
  package let signsFrom: Timestamp
  /// Missing as long as no other key is to take its place.
  package let signsUntil: Timestamp?
  /// When no token that it signed is left; missing as long as it is not known.
  package let verifiesUntil: Timestamp?

  package init(
    kid: String, algorithm: String, status: SigningKeyStatus, dateCreated: Timestamp, signsFrom: Timestamp,
    signsUntil: Timestamp? = nil, verifiesUntil: Timestamp? = nil
  ) {
    self.kid = kid
    self.algorithm = algorithm
    self.status = status
    self.dateCreated = dateCreated
    self.signsFrom = signsFrom
    self.signsUntil = signsUntil
    self.verifiesUntil = verifiesUntil
  }
}

/// The life of a signing key, from first to last.
package enum SigningKeyStatus: String, Choice {
  /// Published in the JWKS, and not used yet.
  case announced
  case signing
  /// Signs no more; the tokens that it signed live on.
  case verifying
  /// Verifies nothing any more, for good.
  case retired
}

extension ListedSigningKey: Noted {
  package static let notes = [
    "status": """
    `announced`: in the JWKS, not used yet; `signing`; `verifying`: signs no more, its tokens live on; `retired`: \
    verifies nothing any more.
    """,
    "signs_until": "Missing as long as no other key is to take its place. Then its private half is destroyed.",
    "verifies_until": "When none of its tokens is left, whatever lifetime they had, and it is retired.",
  ]
}
