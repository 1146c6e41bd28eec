import Crypto
import CryptoExtras
import JSON
import WireProtocol

extension SigningKey {
  /// The private key that a file holds, as PEM (PKCS #8, SEC 1 or PKCS #1, not encrypted) or as a JSON Web Key.
  package init(fileText: String) throws(KeyFileError) {
    let key = if let block = PEMBlock.key(in: fileText) { try Self(block: block) } else { try Self(json: fileText) }
    guard (try? VerificationKey(PublicJWK(key.verificationKey, kid: nil))) != nil else { throw .notServed }
    self = key
  }

  private init(block: PEMBlock) throws(KeyFileError) {
    if block.isEncrypted || block.label == "ENCRYPTED PRIVATE KEY" { throw .encrypted }
    switch block.label {
    case "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY": try self.init(der: block.der)
    case "OPENSSH PRIVATE KEY": throw .openSSH
    case "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE": throw .isPublic
    default: throw .notServed
    }
  }

  private init(der: [UInt8]) throws(KeyFileError) {
    if let key = try? P256.Signing.PrivateKey(derRepresentation: der) {
      try self.init([UInt8](key.rawRepresentation), .es256)
    } else if der.holdsEd25519, let key = try? Curve25519.Signing.PrivateKey(derRepresentation: der) {
      try self.init([UInt8](key.rawRepresentation), .edDSA)
    } else {
      try self.init(der, .rs256)
    }
  }

  private init(json text: String) throws(KeyFileError) {
    guard let document = try? JSONDocument(Array(text.utf8), limits: JSONLimits(depth: 8, members: 64)),
      let jwk = try? MessageReader.read(PrivateJWK.self, from: document.root, unknownMembers: .ignored)
    else { throw .neitherForm }
    guard let d = jwk.d.flatMap(Self.decoded) else { throw jwk.d == nil ? .isPublic : .notServed }
    switch (jwk.kty, jwk.crv) {
    case ("EC", "P-256"): try self.init(d, .es256)
    case ("OKP", "Ed25519"): try self.init(d, .edDSA)
    case ("RSA", _):
      guard let n = jwk.n.flatMap(Self.decoded), let e = jwk.e.flatMap(Self.decoded),
        let p = jwk.p.flatMap(Self.decoded), let q = jwk.q.flatMap(Self.decoded),
        let key = try? _RSA.Signing.PrivateKey(n: n, e: e, d: d, p: p, q: q)
      else { throw .notServed }
      try self.init([UInt8](key.derRepresentation), .rs256)
    default: throw .notServed
    }
  }

  private init(_ rawPrivateKey: [UInt8], _ algorithm: SignatureAlgorithm) throws(KeyFileError) {
    do throws(KeyError) { try self.init(rawPrivateKey: rawPrivateKey, algorithm: algorithm) } catch {
      throw .notServed
    }
  }

  private static func decoded(_ text: String) -> [UInt8]? { Base64URL.decode(text.utf8.span) }
}

/// What of a private JSON Web Key makes the key (RFC 7518 section 6, RFC 8037 section 2).
private struct PrivateJWK: Decodable {
  let kty: String
  let crv: String?
  let d: String?
  let n: String?
  let e: String?
  let p: String?
  let q: String?
}

extension [UInt8] {
  /// Whether the object identifier of Ed25519 (RFC 8410 section 3) is in it: X25519's keys look the same otherwise.
  fileprivate var holdsEd25519: Bool {
    let identifier: [UInt8] = [0x06, 0x03, 0x2B, 0x65, 0x70]
    return firstRange(of: identifier) != nil
  }
}
