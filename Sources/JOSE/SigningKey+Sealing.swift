extension SigningKey {
  /// The private key encrypted with AES-256-GCM, bound to this key's id: a random nonce of 12 bytes, the ciphertext, a
  /// tag of 16 bytes.
  package func seal(with keyEncryptionKey: KeyEncryptionKey) throws(KeyError) -> [UInt8] {
    try keyEncryptionKey.seal(rawPrivateKey, as: kid)
  }

  /// The key that `seal(with:)` stored. Refused where the bytes, the key id or the key-encryption key are not those of
  /// the sealing, and where the key inside is not the one that `kid` names.
  package init(
    sealed: [UInt8], kid: String, algorithm: SignatureAlgorithm, keyEncryptionKey: KeyEncryptionKey
  ) throws(KeyError) {
    guard let raw = keyEncryptionKey.open(sealed, as: kid) else { throw .cannotUnseal(kid: kid) }
    try self.init(rawPrivateKey: raw, algorithm: algorithm)
    guard self.kid == kid else { throw .cannotUnseal(kid: kid) }
  }
}
