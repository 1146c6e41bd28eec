/// Why a file's text is not a public key that is served, with the cure. Nothing of the text is in it.
package struct KeyFileError: Error, Equatable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }

  static let neitherForm = KeyFileError("it is neither PEM nor a JSON Web Key; give a key in one of these forms")

  static let isPrivate = KeyFileError(
    "it is a private key, which nobody else needs; give its public half: openssl pkey -in FILE -pubout")

  static let isCertificate = KeyFileError(
    "it is a certificate; give its public key: openssl x509 -in FILE -noout -pubkey")

  static let notServed = KeyFileError(
    "it is not a key for ES256 (P-256), RS256 (RSA of 2,048 to 4,096 bits) or EdDSA (Ed25519); make one: "
      + "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256")
}
