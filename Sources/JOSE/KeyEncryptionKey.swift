import Crypto

/// The 256-bit key under which signing keys are stored. It never shows itself.
package struct KeyEncryptionKey: Sendable {
  let symmetricKey: SymmetricKey

  /// `bytes` are 32 random bytes.
  package init(_ bytes: [UInt8]) throws(KeyError) {
    guard bytes.count == 32 else { throw .keyEncryptionKeyLength(bytes: bytes.count) }
    symmetricKey = SymmetricKey(data: bytes)
  }
}
