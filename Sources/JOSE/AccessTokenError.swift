/// Why an access token is refused. Each case has its own sentence, fit for an OAuth `error_description` (RFC 6749
/// section 5.2) and for a log: what a stranger wrote is in it only where it was sanitised.
package enum AccessTokenError: Error, Equatable, Sendable {
  case tooLong(bytes: Int)
  case notThreeParts
  /// `header`, `payload` or `signature`.
  case notBase64URL(String)
  /// `header` or `payload`.
  case notJSONObject(String)
  case missingHeaderParameter(String)
  case algorithmNotAllowed(String)
  case wrongType
  case criticalExtension
  case invalidKeyID
  case unknownKey(String)
  case algorithmMismatch(SignatureAlgorithm)
  case badSignature
  case missingClaim(String)
  case invalidClaim(String)
  case wrongIssuer
  case wrongAudience
  case expired(at: Int)
  case notYetValid(issuedAt: Int)
}

extension AccessTokenError: CustomStringConvertible {
  package var description: String { "\(fault); \(cure)." }

  private var fault: String {
    switch self {
    case .tooLong(let bytes):
      "The token has \(bytes) bytes, more than the \(AccessToken.maximumLength) that a token may have"
    case .notThreeParts: "The token does not consist of three parts separated by dots"
    case .notBase64URL(let part): "The token's \(part) is not canonical base64url without padding"
    case .notJSONObject(let part): "The token's \(part) is not a JSON object of unique members"
    case .missingHeaderParameter(let name): "The token's header has no text as \(name)"
    case .algorithmNotAllowed(let name): "The token's signature algorithm \(name) is not allowed"
    case .wrongType: "The token's typ is not at+jwt, so it is no access token"
    case .criticalExtension: "The token's header has crit, and no critical extension is supported"
    case .invalidKeyID: "The token's kid is not 1 to 64 characters of the base64url alphabet"
    case .unknownKey(let kid): "The token's signing key \(kid) is unknown or no longer trusted"
    case .algorithmMismatch(let algorithm):
      "The token's algorithm \(algorithm.rawValue) is not the one its signing key is for"
    case .badSignature: "The token's signature is not valid"
    case .missingClaim(let name): "The token has no claim \(name)"
    case .invalidClaim(let name): "The token's claim \(name) is not of its type"
    case .wrongIssuer: "The token is from another issuer"
    case .wrongAudience: "The token is for another audience"
    case .expired(let time): "The token expired at \(time) (seconds since 1970)"
    case .notYetValid(let time): "The token was issued in the future, at \(time) (seconds since 1970)"
    }
  }

  private var cure: String {
    switch self {
    case .tooLong: "ask for fewer scopes"
    case .notThreeParts, .notBase64URL, .notJSONObject, .badSignature: "send the access token exactly as it was issued"
    case .expired, .unknownKey: "request a new one"
    case .notYetValid: "set the clocks of the issuer and of this host right"
    case .wrongAudience: "request one for this audience"
    default: "send an access token that this service issued"
    }
  }
}
