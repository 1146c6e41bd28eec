import Crypto
package import WireProtocol

/// The key of the hashes that secrets are stored as. Only this service can read it; without it a copy of the database
/// is of no use for guessing, and after a change of it no stored secret works any more. It never shows itself.
package struct Pepper: Sendable {
  private let key: SymmetricKey

  /// In bytes.
  package static let minimumLength = 32

  /// - Parameter bytes: All of a credential.
  package init(_ bytes: [UInt8]) throws(PepperError) {
    guard bytes.count >= Self.minimumLength else { throw PepperError(bytes: bytes.count) }
    key = SymmetricKey(data: bytes)
  }

  /// The bytes of a secret that can be told again to whoever has the key that it was made with (R19), and to nobody
  /// else: the database does not have the key. The secret's SID makes each secret another, also where a key is used
  /// again.
  package func secret(_ sid: SecretSID, of client: ClientID, key: IdempotencyKey) -> [UInt8] {
    var code = HMAC<SHA384>(key: self.key)
    code.update(data: Array("client secret".utf8) + [0])
    code.update(data: Array(client.text.utf8) + Array(sid.text.utf8))
    code.update(data: key.bytes)
    return Array(code.finalize())
  }

  /// Tells this pepper from another one without telling anything about either: an HMAC of a constant.
  var checkValue: [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array("oauth-apps: which pepper is this?".utf8), using: key))
  }

  /// Binds the secret to its client, so that a hash copied to another client is of no use.
  package func hash(of secret: Sensitive, client: ClientID) -> SecretHash {
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

/// A pepper that could be guessed. Tells nothing of what it holds.
package struct PepperError: Error, Equatable, CustomStringConvertible {
  package let bytes: Int

  package var description: String {
    "the pepper has \(bytes) bytes, at least \(Pepper.minimumLength) are needed; "
      + "replace the credential by random bytes (head -c \(Pepper.minimumLength) /dev/urandom)"
  }
}
