/// Why a public key is not taken. What it says is fit for its owner, and tells nothing of a private key.
package struct JWKError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The member of the JSON Web Key that is at fault.
  package let member: String
  /// The fault and its cure.
  package let description: String

  init(_ member: String, _ description: String) {
    self.member = member
    self.description = description
  }

  package static let unreadable = JWKError("kty", "the key can't be read; make another")
}
