/// Why a file's text is not the key that is wanted, with the cure. Nothing of the text is in it.
package struct KeyFileError: Error, Equatable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }

  static let neitherForm = KeyFileError("it is neither PEM nor a JSON Web Key; give a key in one of these forms")

  static let encrypted = KeyFileError(
    "the private key is encrypted; decrypt it into a file of mode 0600: (umask 077; openssl pkey -in FILE -out NEW)")

  static let openSSH = KeyFileError(
    "it is a key of OpenSSH's form; convert a copy: ssh-keygen -p -m PKCS8 -N '' -f COPY")

  static let isPrivate = KeyFileError(
    "it is a private key, which nobody else needs; give its public half: openssl pkey -in FILE -pubout")

  static let isPublic = KeyFileError("it is a public key; only the private one signs")

  static let isCertificate = KeyFileError(
    "it is a certificate; give its public key: openssl x509 -in FILE -noout -pubkey")

  static let notServed = KeyFileError(
    "it is not a key for ES256 (P-256), RS256 (RSA of 2,048 to 4,096 bits) or EdDSA (Ed25519); make one: "
      + "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256")
}
