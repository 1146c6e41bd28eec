/// Why an assertion is refused whatever key has signed it. What a stranger wrote is in it only where it was sanitised.
package enum ClientAssertionError: Error, Equatable, Sendable {
  case malformed
  /// `header` or `payload`.
  case notJSONObject(String)
  case algorithmNotAllowed(String)
  case wrongType
  case criticalExtension
  case invalidKeyID
  case missingClaim(String)
  case invalidClaim(String)
  case issuerIsNotSubject
  case wrongAudience
  case expired(at: Int)
  case endsTooLate(at: Int)
  case notYetValid(claim: String, at: Int)
}

extension ClientAssertionError: CustomStringConvertible {
  package var description: String { "client_assertion: \(fault)" }

  private var fault: String {
    switch self {
    case .malformed: "three parts of base64url without padding, separated by dots, are expected"
    case .notJSONObject(let part): "its \(part) is not a JSON object of unique members"
    case .algorithmNotAllowed(let name): "alg \(name) is not allowed; sign with ES256, RS256 or EdDSA"
    case .wrongType: "its typ is another kind of token's; give JWT or client-authentication+jwt, or leave typ out"
    case .criticalExtension: "its header has crit, and no critical extension is supported; leave it out"
    case .invalidKeyID: "its kid is not a text; give the key's, or leave kid out"
    case .missingClaim(let name): "it has no claim \(name); add it"
    case .invalidClaim(let name): "its claim \(name) is not of its type, or too long"
    case .issuerIsNotSubject: "iss and sub must both be the client id"
    case .wrongAudience: "aud must be the issuer, the token endpoint or the endpoint that is called, and nothing else"
    case .expired(let time): "it expired at \(time) (seconds since 1970); make a new one for each request"
    case .endsTooLate(let time):
      "exp \(time) (seconds since 1970) is too far ahead; "
        + "at most \(ClientAssertion.longestLifetime) seconds are allowed"
    case .notYetValid(let claim, let time):
      "\(claim) is in the future, \(time) (seconds since 1970); set the clocks of both hosts right"
    }
  }
}
