/// A key that signs tokens, by what may be told about it.
package struct ListedSigningKey: Listed {
  package static let listName = "signing_keys"

  /// RFC 7638 thumbprint.
  package let kid: String
  /// RFC 7518 name.
  package let algorithm: String
  package let dateCreated: Timestamp

  package init(kid: String, algorithm: String, dateCreated: Timestamp) {
    self.kid = kid
    self.algorithm = algorithm
    self.dateCreated = dateCreated
  }
}
