import JSON

/// A JWT by which a client authenticates (RFC 7523 section 3), read but not yet believed. Keys that its header carries
/// or points to are never looked at: the client's are known (RFC 8725 section 3.10).
package struct ClientAssertion: Sendable {
  /// How many seconds ahead an assertion may expire: an hour, and a minute for clocks that differ.
  package static let longestLifetime = 3660
  /// In bytes.
  private static let longestID = 256
  /// How many seconds ahead of our clock the client's may be.
  private static let leeway = 60
  private static let types = ["jwt", "client-authentication+jwt"]

  /// `sub`: the client that it is said to be from.
  package let subject: String
  private let jws: CompactJWS
  private let signature: [UInt8]
  private let algorithm: SignatureAlgorithm
  private let kid: String?
  private let payload: JOSEObject

  /// - Parameter text: Of a bounded length.
  package init(_ text: String) throws(ClientAssertionError) {
    let jws = try Self.parts(of: text)
    let (algorithm, kid) = try Self.read(header: Self.decode(.header, of: jws))
    guard let payload = JOSEObject(try Self.decode(.payload, of: jws)) else { throw .notJSONObject("payload") }
    let subject = try payload.text("sub")
    let issuer = try payload.text("iss")
    guard issuer == subject else { throw .issuerIsNotSubject }
    self.jws = jws
    signature = try Self.decode(.signature, of: jws)
    self.algorithm = algorithm
    self.kid = kid
    self.payload = payload
    self.subject = subject
  }

  private static func parts(of text: String) throws(ClientAssertionError) -> CompactJWS {
    do throws(AccessTokenError) { return try CompactJWS([UInt8](text.utf8)) } catch { throw .malformed }
  }

  private static func decode(_ part: CompactJWS.Part, of jws: CompactJWS) throws(ClientAssertionError) -> [UInt8] {
    do throws(AccessTokenError) { return try jws.decode(part) } catch { throw .malformed }
  }

  private static func read(header: [UInt8]) throws(ClientAssertionError) -> (SignatureAlgorithm, kid: String?) {
    guard let header = JOSEObject(header) else { throw .notJSONObject("header") }
    let name = header["alg"]?.string ?? ""
    guard let algorithm = SignatureAlgorithm(rawValue: name) else { throw .algorithmNotAllowed(name.sanitised) }
    if let type = header["typ"] {
      guard let type = type.string?.lowercased(), types.contains(where: { type == $0 || type == "application/\($0)" })
      else { throw .wrongType }
    }
    guard header["crit"] == nil else { throw .criticalExtension }
    guard let kid = header["kid"] else { return (algorithm, nil) }
    guard let kid = kid.string else { throw .invalidKeyID }
    return (algorithm, kid)
  }

  /// Whether it is signed by a client's key. A `kid` only narrows the choice of keys.
  /// - Parameter name: The key's `kid`, if its owner gave it one.
  package func isSigned(by key: VerificationKey, called name: String?) -> Bool {
    guard key.algorithm == algorithm else { return false }
    if let kid, let name, kid != name, kid != key.kid { return false }
    return key.isValid(signature, for: jws.signingInput)
  }

  /// What makes it valid at one time and only once.
  package struct Claims: Equatable, Sendable {
    package let jwtID: String
    /// Seconds since 1970.
    package let expirationTime: Int
    /// Seconds since 1970, where the client tells.
    package let issuedAt: Int?
  }

  /// The claims if they hold at a time. To be asked once the signature holds.
  /// - Parameters:
  ///   - now: Seconds since 1970.
  ///   - audiences: It may name each of them, and must name one.
  package func claims(at now: Int, for audiences: [String]) throws(ClientAssertionError) -> Claims {
    guard let audience = payload["aud"] else { throw .missingClaim("aud") }
    guard let named = audience.string.map({ [$0] }) ?? audience.strings else { throw .invalidClaim("aud") }
    // Byte for byte: == on strings would take canonically equivalent texts for the same.
    guard !named.isEmpty, named.allSatisfy({ name in audiences.contains { $0.utf8.elementsEqual(name.utf8) } })
    else { throw .wrongAudience }
    guard let end = try payload.time("exp") else { throw .missingClaim("exp") }
    guard end > now else { throw .expired(at: end) }
    guard end <= now + Self.longestLifetime else { throw .endsTooLate(at: end) }
    if let start = try payload.time("nbf"), start > now + Self.leeway {
      throw .notYetValid(claim: "nbf", at: start)
    }
    let issuedAt = try payload.time("iat")
    if let issuedAt, issuedAt > now + Self.leeway { throw .notYetValid(claim: "iat", at: issuedAt) }
    let id = try payload.text("jti")
    guard 1...Self.longestID ~= id.utf8.count else { throw .invalidClaim("jti") }
    return Claims(jwtID: id, expirationTime: end, issuedAt: issuedAt)
  }
}

extension JOSEObject {
  fileprivate func text(_ name: StaticString) throws(ClientAssertionError) -> String {
    guard let value = self[name] else { throw .missingClaim("\(name)") }
    guard let text = value.string else { throw .invalidClaim("\(name)") }
    return text
  }

  /// A NumericDate (RFC 7519 section 2), which may have a fraction; its whole seconds.
  fileprivate func time(_ name: StaticString) throws(ClientAssertionError) -> Int? {
    guard let value = self[name] else { return nil }
    let whole = String(decoding: value.text.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
    let hasExponent = value.text.contains { $0 | 0x20 == UInt8(ascii: "e") }
    guard value.isNumber, !hasExponent, let time = Int(whole), time.magnitude < 1 << 53 else {
      throw .invalidClaim("\(name)")
    }
    return time
  }
}
