import Crypto
import FoundationEssentials

/// The 256-bit key under which signing keys are stored. It never shows itself.
package struct KeyEncryptionKey: Sendable {
  private let symmetricKey: SymmetricKey

  /// `bytes` are 32 random bytes.
  package init(_ bytes: [UInt8]) throws(KeyError) {
    guard bytes.count == 32 else { throw .keyEncryptionKeyLength(bytes: bytes.count) }
    symmetricKey = SymmetricKey(data: bytes)
  }

  /// Encrypts with AES-256-GCM: a random nonce of 12 bytes, the ciphertext, a tag of 16 bytes.
  /// - Parameter purpose: What the bytes are; they open as nothing else.
  func seal(_ bytes: [UInt8], as purpose: String) throws(KeyError) -> [UInt8] {
    let box = try? AES.GCM.seal(bytes, using: symmetricKey, authenticating: [UInt8](purpose.utf8))
    guard let combined = box?.combined else { throw .sealingFailed }
    return [UInt8](combined)
  }

  /// `nil` where the bytes were sealed under another key or for another purpose, or were altered.
  func open(_ sealed: [UInt8], as purpose: String) -> [UInt8]? {
    guard let box = try? AES.GCM.SealedBox(combined: sealed),
      let bytes = try? AES.GCM.open(box, using: symmetricKey, authenticating: [UInt8](purpose.utf8))
    else { return nil }
    return [UInt8](bytes)
  }
}
