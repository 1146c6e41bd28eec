/// Why a key cannot be made, read or opened. No case carries key material.
package enum KeyError: Error, Equatable, Sendable {
  case invalidPrivateKey(SignatureAlgorithm)
  case keyEncryptionKeyLength(bytes: Int)
  case cannotUnseal(kid: String)
  case generationFailed(SignatureAlgorithm)
  case sealingFailed
}

extension KeyError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidPrivateKey(.rs256):
      "The bytes are not an RSA private key of at least 2048 bits; give its DER form."
    case .invalidPrivateKey(let algorithm):
      "The bytes are not a private key for \(algorithm.rawValue); give the 32 bytes of its raw form."
    case .keyEncryptionKeyLength(let bytes):
      "A key-encryption key has 32 bytes, not \(bytes); restore the credential."
    case .cannotUnseal(let kid):
      "The sealed signing key \(kid) does not open: it was sealed under another key-encryption key, or was altered; "
        + "restore the key-encryption key it was sealed with."
    case .generationFailed(let algorithm):
      "No key for \(algorithm.rawValue) could be generated; see that the system's random source works."
    case .sealingFailed:
      "The signing key could not be sealed; see that the system's random source works."
    }
  }
}
