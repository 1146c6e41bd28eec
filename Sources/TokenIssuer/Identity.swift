import JOSE

/// What the issuer calls itself in its tokens and its metadata.
package struct Identity: Sendable {
  /// RFC 8414 `issuer`, a URL without query and fragment.
  package let issuer: String
  /// The API that the tokens are for (RFC 9068 `aud`).
  package let audience: String
  let algorithm: SignatureAlgorithm

  /// - Parameter algorithm: RFC 7518 name.
  /// - Throws: ``UnknownAlgorithm`` for one that is not served.
  package init(issuer: String, audience: String, algorithm: String) throws(UnknownAlgorithm) {
    guard let algorithm = SignatureAlgorithm(rawValue: algorithm) else { throw UnknownAlgorithm(name: algorithm) }
    self.issuer = issuer
    self.audience = audience
    self.algorithm = algorithm
  }
}

/// A setting names an algorithm that is not served.
package struct UnknownAlgorithm: Error, CustomStringConvertible {
  let name: String

  package var description: String {
    let served = SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
    return "signing_algorithm \(String(reflecting: name)) is none of \(served)"
  }
}
