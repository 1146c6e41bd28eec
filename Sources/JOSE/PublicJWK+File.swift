import Crypto
import CryptoExtras
import JSON
package import WireProtocol

extension PublicJWK {
  /// The public key that a file holds, as PEM (SubjectPublicKeyInfo, RFC 7468 section 13, or PKCS #1) or as a JSON Web
  /// Key.
  /// - Parameter kid: What the owner calls it; in place of the file's own word.
  package init(fileText: String, kid: String? = nil) throws(KeyFileError) {
    let given =
      if let block = PEMBlock.key(in: fileText) { try Self(block: block) } else { try Self(json: fileText) }
    if given.privateMember != nil { throw .isPrivate }
    let named = PublicJWK(renaming: given, kid)
    do throws(JWKError) { self.init(try VerificationKey(named), kid: named.kid) } catch {
      throw KeyFileError("\(error.member): \(error.description)")
    }
  }

  private init(renaming key: PublicJWK, _ kid: String?) {
    self.init(
      kty: key.kty, use: key.use, alg: key.alg, kid: kid ?? key.kid, crv: key.crv, x: key.x, y: key.y, n: key.n,
      e: key.e)
  }

  private init(json text: String) throws(KeyFileError) {
    guard let document = try? JSONDocument(Array(text.utf8), limits: JSONLimits(depth: 8, members: 64)),
      document.root.isObject
    else { throw .neitherForm }
    do { self = try MessageReader.read(PublicJWK.self, from: document.root, unknownMembers: .ignored) } catch {
      throw .neitherForm
    }
  }

  private init(block: PEMBlock) throws(KeyFileError) {
    switch block.label {
    case "PUBLIC KEY", "RSA PUBLIC KEY": try self.init(der: block.der)
    case "CERTIFICATE": throw .isCertificate
    case let label where label.hasSuffix("PRIVATE KEY"): throw .isPrivate
    default: throw .notServed
    }
  }

  private init(der: [UInt8]) throws(KeyFileError) {
    let material: VerificationKey.Material
    if let key = try? P256.Signing.PublicKey(derRepresentation: der) {
      material = .es256(key)
    } else if let key = try? Curve25519.Signing.PublicKey(derRepresentation: der) {
      material = .edDSA(key)
    } else if let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: der) {
      // Its length is checked later, and the fault told.
      material = .rs256(key)
    } else {
      throw .notServed
    }
    do throws(KeyError) { self.init(try VerificationKey(material), kid: nil) } catch { throw .notServed }
  }
}
