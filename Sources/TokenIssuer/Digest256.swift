import Crypto
import WireProtocol

/// The SHA-256 of a secret or a token: stands for it in memory, where the text itself is not kept (R14).
struct Digest256: Hashable, Sendable {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  init(_ sensitive: Sensitive) {
    var text = sensitive.revealed
    let digest = text.withUTF8 { SHA256.hash(data: UnsafeRawBufferPointer($0)) }
    words = digest.withUnsafeBytes { $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self) }
  }

  /// As a column holds it.
  var bytes: [UInt8] { withUnsafeBytes(of: words) { [UInt8]($0) } }

  static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  /// Any part of a digest is as good as a hash of it.
  func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
  }
}
