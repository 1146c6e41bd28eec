/// Why a text is not a key that can be imported, and what to give in its place. No case carries key material.
package enum KeyImportError: Error, Equatable, Sendable {
  case unreadable
  case notOneKey(count: Int)
  case encrypted
  /// What it is, such as `a public key`.
  case wrongKind(String)
  case tooShort(bits: Int)
  case tooLong(bits: Int)
  case unsupportedCurve(String)
  /// Of a JSON Web Key.
  case missingMember(String)
  case wrongMember(String)
  /// The parts of the key don't belong together, or are not those of any key.
  case inconsistent
}

extension KeyImportError: CustomStringConvertible {
  package var description: String { "\(fault); \(cure)" }

  private var fault: String {
    switch self {
    case .unreadable: "this is neither PEM nor a JSON Web Key"
    case .notOneKey(let count): "there are \(count) keys"
    case .encrypted: "the key is encrypted"
    case .wrongKind(let kind): "this is \(kind)"
    case .tooShort(let bits), .tooLong(let bits): "the RSA key has \(bits) bits"
    case .unsupportedCurve(let name): "the key is on the curve \(name)"
    case .missingMember(let name): "the JSON Web Key has no \(name), or not in base64url"
    case .wrongMember(let name): "the JSON Web Key's \(name) does not fit a key that signs tokens"
    case .inconsistent: "the parts of the key do not belong together"
    }
  }

  private var cure: String {
    switch self {
    case .unreadable, .wrongKind:
      "give a private key: PEM in PKCS #8, SEC 1 or PKCS #1, or a JSON Web Key with its private members"
    case .notOneKey: "give one private key"
    case .encrypted: "decrypt it first: openssl pkey -in FILE"
    case .tooShort, .tooLong:
      "2048 to \(SigningKey.longestModulus) bits are allowed: "
        + "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048"
    case .unsupportedCurve:
      "P-256 and Ed25519 are allowed: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"
    case .missingMember, .wrongMember: "see RFC 7518 section 6 and RFC 8037 section 2"
    case .inconsistent: "export it anew"
    }
  }
}
