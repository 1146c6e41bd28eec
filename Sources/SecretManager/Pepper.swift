import Crypto
import FoundationEssentials
import WireProtocol

/// The key of the hashes that secrets are stored as. Only this service can read it; without it a copy of the database is of no
/// use for guessing, and after a change of it no stored secret works any more. It never shows itself.
package struct Pepper: Sendable {
  private let key: SymmetricKey

  /// In bytes; the whole file counts.
  package static let minimumLength = 32

  /// Reads the pepper from a credential file.
  package init(credential path: String) throws(PepperError) {
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { throw .unreadable(path: path) }
    guard bytes.count >= Self.minimumLength else { throw .tooShort(path: path, bytes: bytes.count) }
    key = SymmetricKey(data: bytes)
  }

  /// Binds the secret to its client, so that a hash copied to another client is of no use.
  func hash(of secret: Sensitive, client: AppSID) -> SecretHash {
    var code = HMAC<SHA256>(key: key)
    code.update(data: Array(client.text.utf8))
    code.update(data: Array(secret.revealed.utf8))
    return SecretHash(code.finalize())
  }
}

extension Pepper: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "Pepper(not shown)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
