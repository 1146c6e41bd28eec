import Crypto
import CryptoExtras
import WireProtocol

/// The beginning of an archive, which is not encrypted: what it is, in which version, and the salt of its key.
///
/// The version fixes everything else, the costs of the key too, so that nobody can ask for others.
struct ArchiveHeader {
  static let saltLength = 32
  static let length = version.count + saltLength
  private static let product = Array("oauth-apps backup ".utf8)
  private static let version = product + Array("1\n".utf8)

  let bytes: [UInt8]

  /// The header of a new archive.
  init() {
    bytes = Self.version + (0..<Self.saltLength).map { _ in UInt8.random(in: 0 ... .max) }
  }

  /// - Parameter bytes: The first ``length`` bytes of a file, or all it has.
  init(_ bytes: [UInt8]) throws(BackupFault) {
    guard bytes.starts(with: Self.product) else { throw BackupFault("the file is no backup of oauth-apps") }
    guard bytes.starts(with: Self.version) else {
      throw BackupFault("the backup was made by a newer release; restore it with that release")
    }
    guard bytes.count == Self.length else { throw BackupFault.cut }
    self.bytes = bytes
  }

  func seal(_ passphrase: Sensitive) throws(BackupFault) -> ChunkSeal {
    ChunkSeal(key: try key(of: passphrase), header: bytes)
  }

  /// The key of this archive alone: scrypt (RFC 7914) with N = 131072, r = 8, p = 1, which takes 128 MiB.
  private func key(of passphrase: Sensitive) throws(BackupFault) -> SymmetricKey {
    do {
      return try KDF.Scrypt.deriveKey(
        from: Array(passphrase.revealed.utf8), salt: bytes.suffix(Self.saltLength), outputByteCount: 32,
        rounds: 131_072, blockSize: 8, parallelism: 1)
    } catch { throw BackupFault("the key can't be made of the passphrase, which takes 128 MiB of memory: \(error)") }
  }
}

extension BackupFault {
  static let cut = BackupFault("the backup was cut short; copy it again, or take another one")
}
