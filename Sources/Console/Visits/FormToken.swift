import Crypto
import FoundationEssentials
import JSON
import WireProtocol

/// What each form carries to show that the console has made it, for this session, lately. It also names the change that
/// the form asks for, so that a form that is sent twice changes things once (R19).
///
/// The console keeps none: the token is a moment and a random name, with a MAC by the session's secret.
struct FormToken: Sendable {
  let moment: Timestamp
  let key: IdempotencyKey

  /// Seconds for which a form can be sent: as long as a service knows a change again by its name.
  static let lifetime = IdempotencyKey.memory

  /// What a form that comes back is worth.
  enum Fault: Error {
    /// Of another session, or nobody's.
    case foreign
    /// Made too long ago.
    case old
  }

  static func make(at now: Timestamp) -> FormToken { FormToken(moment: now, key: .random()) }

  func text(for session: Sensitive) -> String {
    "\(moment.secondsSince1970).\(key.text).\(Base64URL.encode(mac(for: session).span))"
  }

  /// - Throws: ``Fault/foreign``.
  init(_ text: String?, of session: Sensitive) throws(Fault) {
    let parts = (text ?? "").split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let second = Int(parts[0]), let key = IdempotencyKey(String(parts[1])),
      let mac = Base64URL.decode(Array(parts[2].utf8).span)
    else { throw .foreign }
    self.init(moment: Timestamp(secondsSince1970: second), key: key)
    guard isAuthentic(mac, for: session) else { throw .foreign }
  }

  /// - Throws: ``Fault/old``, also for a moment to come: whoever has the session can date a form at will.
  func requireFresh(at now: Timestamp) throws(Fault) {
    guard (now + -Self.lifetime)...now ~= moment else { throw .old }
  }

  private init(moment: Timestamp, key: IdempotencyKey) {
    self.moment = moment
    self.key = key
  }

  private func isAuthentic(_ mac: [UInt8], for session: Sensitive) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: message, using: Self.key(of: session))
  }

  private func mac(for session: Sensitive) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: Self.key(of: session)))
  }

  private var message: Data { Data("oauth-console form \(moment.secondsSince1970) \(key.text)".utf8) }

  private static func key(of session: Sensitive) -> SymmetricKey {
    SymmetricKey(data: Array(session.revealed.utf8))
  }
}
