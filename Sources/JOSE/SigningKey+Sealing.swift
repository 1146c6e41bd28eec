import Crypto
import FoundationEssentials

extension SigningKey {
  /// The private key encrypted with AES-256-GCM, bound to this key's id: a random nonce of 12 bytes, the ciphertext, a
  /// tag of 16 bytes.
  package func seal(with keyEncryptionKey: KeyEncryptionKey) throws(KeyError) -> [UInt8] {
    let box = try? AES.GCM.seal(rawPrivateKey, using: keyEncryptionKey.symmetricKey, authenticating: [UInt8](kid.utf8))
    guard let combined = box?.combined else { throw .sealingFailed }
    return [UInt8](combined)
  }

  /// The key that `seal(with:)` stored. Refused where the bytes, the key id or the key-encryption key are not those of
  /// the sealing, and where the key inside is not the one that `kid` names.
  package init(
    sealed: [UInt8], kid: String, algorithm: SignatureAlgorithm, keyEncryptionKey: KeyEncryptionKey
  ) throws(KeyError) {
    guard
      let box = try? AES.GCM.SealedBox(combined: sealed),
      let raw = try? AES.GCM.open(box, using: keyEncryptionKey.symmetricKey, authenticating: [UInt8](kid.utf8))
    else { throw .cannotUnseal(kid: kid) }
    try self.init(rawPrivateKey: [UInt8](raw), algorithm: algorithm)
    guard self.kid == kid else { throw .cannotUnseal(kid: kid) }
  }
}
