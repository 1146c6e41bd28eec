import HTTP
import WireProtocol

/// What a request to an API shows: an access token (RFC 6750 section 2.1), or an API key with its secret by HTTP Basic.
enum ShownCredential: Sendable {
  case nothing
  case token(Sensitive)
  case key(APIKeySID, Sensitive)
  /// None of these, or more than one.
  case unusable

  static let expectation =
    "one access token is expected, Authorization: Bearer, or an API key's SID and secret, Authorization: Basic"

  init(_ request: HTTPRequest) {
    do throws(RequestFault) {
      switch try request.authorization() {
      case nil: self = .nothing
      case .bearer(let token): self = .token(token)
      case .basic(let basic): self = APIKeySID(basic.name).map { .key($0, basic.secret) } ?? .unusable
      case .unusable: self = .unusable
      }
    } catch { self = .unusable }
  }

  /// What a refusal says was guessed.
  var guess: WrongGuess? {
    guard case .key(let sid, let secret) = self else { return nil }
    return WrongGuess(client: sid.text, secret: secret)
  }
}
