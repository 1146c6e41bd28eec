package import WireProtocol

/// A wrong secret, as the one that was shown for a client.
package struct WrongGuess: Hashable, Sendable {
  /// As it was shown, however long; shortened.
  package let client: String
  /// Of the secret and of nothing else; another in each process.
  package let fingerprint: Int

  private static let longestClient = 64

  package init(client: String, secret: Sensitive) {
    self.client = String(client.prefix(Self.longestClient))
    fingerprint = secret.revealed.hashValue
  }
}
