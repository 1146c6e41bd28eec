import JSON
import NIOCore
import NIOHTTP1
import WireProtocol

/// How a client authenticates at an endpoint (RFC 6749 section 2.3).
enum ClientCredentials: Sendable {
  /// `client_secret_basic` or `client_secret_post`.
  case secret(client: String, Sensitive)

  /// - Throws: ``HTTPError`` `invalid_client` where there are none, `invalid_request` for more than one way.
  init(_ request: HTTPRequest, _ form: Form) throws {
    let inBody = form["client_secret"]
    switch try request.authorization() {
    case nil:
      guard let client = form["client_id"], let secret = inBody else { throw HTTPError.noClient }
      self = .secret(client: client, Sensitive(secret))
    case .basic(let basic):
      guard inBody == nil else { throw RequestFault(.badRequest, "a client authenticates in one way") }
      self = .secret(client: basic.name, basic.secret)
    case .bearer, .unusable: throw HTTPError.noClient
    }
  }

  /// As members of a method's parameters.
  func write(to params: inout JSONObjectWriter) {
    switch self {
    case .secret(let client, let secret):
      params.write("client_id", client)
      params.write("client_secret", secret.revealed)
    }
  }
}

extension HTTPError {
  static let noClient = HTTPError(
    status: .unauthorized, error: "invalid_client",
    message: "the client has not authenticated; send its id and secret by HTTP Basic or as client_id and client_secret",
    code: ProviderCode.invalidCredentials, fields: [.basicChallenge])
}
