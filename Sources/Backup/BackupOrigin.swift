package import WireProtocol

/// Where and when a backup was made.
package struct BackupOrigin: Codable, Equatable, Sendable {
  /// The moment whose state it has.
  package let date: Timestamp
  package let host: String
  /// The release that made it.
  package let release: String
}
