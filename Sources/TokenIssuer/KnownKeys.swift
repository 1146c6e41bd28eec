import JOSE
import WireProtocol

/// The public keys of an app: those that it authenticates by, and those that are vouched for in tokens.
final class KnownKeys: Sendable {
  /// A key that an assertion may be signed by.
  struct Active: Sendable {
    let thumbprint: KeyThumbprint
    /// The owner's name for it.
    let kid: String?
    let key: VerificationKey
  }

  let active: [Active]
  /// Removed, but not as compromised: tokens issued by them live on.
  private let removed: [KeyThumbprint]
  private let alive: LiveBytes?
  private let bytes: Int

  private init(_ keys: [AppKey], alive: LiveBytes?) {
    active = keys.compactMap { key in
      guard key.status == .active, let jwk = key.jwk, let verification = try? VerificationKey(jwk) else { return nil }
      return Active(thumbprint: key.thumbprint, kid: jwk.kid, key: verification)
    }
    removed = keys.filter { $0.status == .removed }.map(\.thumbprint)
    self.alive = alive
    bytes = active.reduce(256 + removed.count * 32) { $0 + $1.key.bytes }
    alive?.add(bytes)
  }

  deinit { alive?.add(-bytes) }

  /// Most apps have none.
  private static let none = KnownKeys([], alive: nil)

  static func of(_ app: App, alive: LiveBytes) -> KnownKeys {
    app.keys.map { KnownKeys($0, alive: alive) } ?? none
  }

  /// Whether tokens issued by a key may live: it is the app's and not compromised (R10).
  func vouch(for thumbprint: KeyThumbprint) -> Bool {
    removed.contains(thumbprint) || active.contains { $0.thumbprint == thumbprint }
  }
}

extension VerificationKey {
  /// About what a key takes: its numbers, and what the library makes of them.
  fileprivate var bytes: Int { algorithm == .rs256 ? 4096 : 1024 }
}
