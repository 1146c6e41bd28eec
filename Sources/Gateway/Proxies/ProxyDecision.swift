import HTTP
import JSON
import NIOHTTP1
import WireProtocol

/// What comes of asking the issuer about a request to an API.
enum ProxyDecision: Sendable {
  case allowed(JSONValue)
  case refused(Refusal)
  case undecided(ServiceError)

  /// - Parameter credential: What the issuer was asked about.
  init(_ outcome: Result<JSONValue, ServiceError>, on credential: ShownCredential) {
    switch outcome {
    case .success(let reply): self = Self.reading(reply)
    case .failure(let error):
      switch error.code {
      case .invalidClient: self = .refused(.unauthenticated(reason: error.message, guess: credential.guess))
      case .invalidParams, .invalidRequest: self = .refused(.forbidden(reason: error.message, permission: nil))
      default: self = .undecided(error)
      }
    }
  }

  /// A credential that is not active is not told whose it is.
  private static func reading(_ reply: JSONValue) -> ProxyDecision {
    let reason = reply["reason"]?.string ?? ""
    if reply["allowed"]?.bool == true { return .allowed(reply) }
    if reply["client_id"] == nil { return .refused(.unauthenticated(reason: reason)) }
    return .refused(.forbidden(reason: reason, permission: reply["permission"]?.string))
  }
}

/// Why a proxy is to turn a request away (RFC 6750 section 3.1).
enum Refusal: Sendable {
  case nothingShown
  /// What was shown is no credential, or none any more.
  case unauthenticated(reason: String, guess: WrongGuess? = nil)
  /// The credential is not enough for the request.
  case forbidden(reason: String, permission: String?)

  func answer(at api: ProtectedResource?) -> Answer {
    var challenge = BearerChallenge(metadataURL: api?.metadataURL)
    switch self {
    case .nothingShown: return answer(.unauthorized, challenge, ShownCredential.expectation, ProviderCode.badToken)
    case .unauthenticated(let reason, let guess):
      challenge.error = "invalid_token"
      challenge.description = reason
      var answer = answer(.unauthorized, challenge, reason, ProviderCode.badToken)
      answer.guess = guess
      return answer
    case .forbidden(let reason, let permission):
      challenge.error = "insufficient_scope"
      challenge.description = reason
      challenge.scope = permission
      return answer(.forbidden, challenge, reason, ProviderCode.missingPermission)
    }
  }

  private func answer(
    _ status: HTTPResponseStatus, _ challenge: BearerChallenge, _ reason: String, _ code: Int
  ) -> Answer {
    Answer(
      HTTPError(
        status: status, error: challenge.error ?? "invalid_token", message: reason, code: code,
        fields: [challenge.field]))
  }
}
