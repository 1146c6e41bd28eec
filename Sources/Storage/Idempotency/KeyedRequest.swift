import Crypto
package import RPC
package import WireProtocol

/// A change that its caller may ask for again (R19), as the database knows it: by hashes. The key itself is kept
/// nowhere, since a new secret may be made of it (R14).
package struct KeyedRequest: Sendable {
  /// Of who calls and the key.
  let name: [UInt8]
  /// Of all that must be the same when it is sent again.
  let digest: [UInt8]
  let date: Timestamp
  /// Seconds for which its reply is kept.
  let memory: Int
  private let caller: [UInt8]

  /// `nil` for a request without a key.
  package init?<M: Method>(
    _ request: M, _ call: Call, at now: Timestamp, memory: Int = IdempotencyKey.memory
  ) throws {
    guard let key = call.idempotencyKey else { return nil }
    let holder = call.credential.map { Array($0.holder.utf8) } ?? []
    caller = withUnsafeBytes(of: call.peer.userID.bigEndian, Array.init) + key.bytes + holder
    name = Self.hash("name", caller)
    digest = Self.hash(M.name, try MessageWriter.json([call.actingUser]) + MessageWriter.json(request))
    date = now
    self.memory = memory
  }

  /// The key of a request to another service that is a part of this one.
  /// - Parameter subject: What it is about.
  package func key(of subject: String) -> IdempotencyKey? {
    IdempotencyKey(bytes: Array(Self.hash("part", caller + Array(subject.utf8)).prefix(IdempotencyKey.byteCount)))
  }

  /// Hides a secret of the reply that is kept, or brings it back: without the key it can't be read.
  /// - Parameter secret: 32 bytes.
  package func masking(_ secret: [UInt8]) -> [UInt8] { zip(secret, Self.hash("mask", caller)).map(^) }

  /// - Parameter purpose: Keeps hashes apart that are for different things.
  private static func hash(_ purpose: String, _ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: Array(purpose.utf8) + [0])
    hash.update(data: bytes)
    return Array(hash.finalize())
  }
}

extension CallerCredential {
  /// Tells whoever shows it from all others, though not yet that it is genuine. Of a token there is only itself.
  fileprivate var holder: String {
    switch self {
    case .apiKey(let sid, _): sid.text
    case .account(let sid, _): sid.text
    case .token(let token): token.revealed
    }
  }
}
