import JOSE
import WireProtocol

/// A public key that an app may authenticate by, as it is stored.
struct CheckedKey: Sendable {
  let thumbprint: KeyThumbprint
  /// With all that it says of itself.
  let jwk: PublicJWK

  /// - Parameter path: Where the request has the key.
  /// - Throws: `invalid_params` with the fault and its cure.
  init(_ jwk: PublicJWK, path: String) throws(ServiceError) {
    do throws(JWKError) {
      let key = try VerificationKey(jwk)
      guard let thumbprint = key.thumbprint else { throw JWKError.unreadable }
      self.thumbprint = thumbprint
      self.jwk = PublicJWK(key, kid: jwk.kid)
    } catch {
      let place = "\(path).\(error.member)"
      throw ServiceError(.invalidParams, "\(place): \(error.description)", path: place)
    }
  }
}

extension PublicJWKSet {
  /// - Throws: `invalid_params` for a key that is not served, or stands twice, or has another's `kid`;
  ///   `limit_exceeded`.
  func checked() throws(ServiceError) -> [CheckedKey] {
    guard keys.count <= AppKeyring.limit else { throw ServiceError.tooManyKeys(path: "jwks.keys") }
    var checked: [CheckedKey] = []
    for (index, key) in keys.enumerated() {
      let path = "jwks.keys[\(index)]"
      let key = try CheckedKey(key, path: path)
      if checked.contains(where: { $0.thumbprint == key.thumbprint }) {
        throw ServiceError(.invalidParams, "\(path): the key stands twice; give it once", path: path)
      }
      if let kid = key.jwk.kid, checked.contains(where: { $0.jwk.kid == kid }) {
        throw ServiceError(
          .invalidParams, "\(path).kid: another key has it; each needs one of its own, or none", path: "\(path).kid")
      }
      checked.append(key)
    }
    return checked
  }
}

extension ServiceError {
  static func tooManyKeys(path: String) -> ServiceError {
    ServiceError(.limitExceeded, "an app has at most \(AppKeyring.limit) keys; remove one first", path: path)
  }
}
