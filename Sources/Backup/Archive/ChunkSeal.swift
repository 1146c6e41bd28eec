import Crypto
import FoundationEssentials

/// Seals the chunks of an archive one after the other, or opens them: ChaCha20-Poly1305 (RFC 8439), the archive's
/// header as the additional data. The nonce is the chunk's number in 11 bytes, big-endian, from 0, and a byte that is 1
/// for the last chunk and 0 for any other; so none opens in another's place, and none is last that was not.
struct ChunkSeal {
  /// Bytes of every chunk but the last, which has fewer or as many.
  static let chunkLength = 65_536
  static let tagLength = 16

  private let key: SymmetricKey
  private let header: [UInt8]
  private var number: UInt64 = 0

  init(key: SymmetricKey, header: [UInt8]) {
    self.key = key
    self.header = header
  }

  mutating func seal(_ chunk: [UInt8], isLast: Bool) throws -> [UInt8] {
    let box = try ChaChaPoly.seal(chunk, using: key, nonce: nextNonce(isLast: isLast), authenticating: header)
    return [UInt8](box.ciphertext) + [UInt8](box.tag)
  }

  /// - Throws: ``BackupFault`` for what is not the next chunk as it was sealed.
  mutating func open(_ sealed: [UInt8], isLast: Bool) throws -> [UInt8] {
    let number = number
    let nonce = try nextNonce(isLast: isLast)
    do {
      let box = try ChaChaPoly.SealedBox(
        nonce: nonce, ciphertext: sealed.dropLast(Self.tagLength), tag: sealed.suffix(Self.tagLength))
      return [UInt8](try ChaChaPoly.open(box, using: key, authenticating: header))
    } catch  where number == 0 {
      throw BackupFault("the passphrase is wrong, or the backup was cut short or altered")
    } catch {
      throw BackupFault("the backup was cut short or altered, at byte \(number * UInt64(Self.chunkLength)) or later")
    }
  }

  private mutating func nextNonce(isLast: Bool) throws -> ChaChaPoly.Nonce {
    let counter = (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    number &+= 1
    return try ChaChaPoly.Nonce(data: [0, 0, 0] + counter + [isLast ? 1 : 0])
  }
}
