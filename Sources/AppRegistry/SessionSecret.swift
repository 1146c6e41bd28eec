import Crypto
import JSON
import Storage
import WireProtocol

/// What proves a session, or the link to it: 256 random bits, of which only a hash is kept (R14).
struct SessionSecret: Sendable {
  /// How its text begins, which tells a scanner of texts what it has found.
  enum Purpose: String {
    case link = "oal_"
    case session = "oas_"
  }

  private let bytes: [UInt8]

  static func random() -> SessionSecret { SessionSecret(bytes: (0..<32).map { _ in .random(in: 0 ... .max) }) }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  func text(_ purpose: Purpose) -> Sensitive {
    Sensitive(purpose.rawValue + Base64URL.encode(bytes.span))
  }

  /// As the reply to a request that may be sent again is kept, which alone can bring it back.
  func masked(for request: KeyedRequest) -> String { Base64URL.encode(request.masking(bytes).span) }

  /// - Returns: `nil` for what is none.
  init?(masked: String, for request: KeyedRequest) {
    guard let bytes = Base64URL.decode(Array(masked.utf8).span) else { return nil }
    self.init(bytes: request.masking(bytes))
  }
}

/// The reply that tells a new secret, as it is kept.
struct KeptSecret: Codable, Sendable {
  let sid: SessionSID
  let dateExpires: Timestamp
  private let masked: String?

  /// - Parameter request: `nil`: it can't be sent again, and nothing is kept.
  init(_ sid: SessionSID, _ secret: SessionSecret, until end: Timestamp, for request: KeyedRequest?) {
    self.sid = sid
    dateExpires = end
    masked = request.map(secret.masked(for:))
  }

  /// - Parameter fresh: What was made for the request now; it counts unless the request was carried out before.
  func secret(for request: KeyedRequest?, _ fresh: SessionSecret) -> SessionSecret {
    guard let request, let masked else { return fresh }
    return SessionSecret(masked: masked, for: request) ?? fresh
  }
}

extension Sensitive {
  /// By what it is found in the database. Nobody guesses it, so no slower hash is needed.
  var sessionHash: [UInt8] { Array(SHA256.hash(data: Array(revealed.utf8))) }
}
