import HTTP
import JSON
import NIOCore
import NIOHTTP1
import WireProtocol

/// How a client authenticates at an endpoint: in one way (RFC 6749 section 2.3).
enum ClientCredentials: Sendable {
  /// `client_secret_basic` or `client_secret_post`.
  case secret(client: String, Sensitive)
  /// `private_key_jwt` (RFC 7523 section 2.2). The assertion names the client as well.
  case assertion(client: String?, type: String?, Sensitive)

  /// - Throws: ``HTTPError`` `invalid_client` where there are none, ``RequestFault`` for more than one way, and for a
  ///   secret where it does not belong.
  init(_ request: HTTPRequest, _ form: Form) throws {
    try request.refuseSecretsInQuery()
    switch try request.authorization() {
    case nil: try self.init(form)
    // An SDK sends its account's credentials along with the client's own.
    case .basic(let basic) where basic.isOfAccount:
      guard form["client_id"] != nil, form["client_secret"] != nil else { throw HTTPError.noClient }
      try self.init(form)
    case .basic(let basic): try self.init(basic, form)
    case .bearer, .unusable: throw HTTPError.noClient
    }
  }

  private init(_ basic: BasicCredentials, _ form: Form) throws {
    guard form["client_secret"] == nil, form["client_assertion"] == nil else { throw RequestFault.twoWays }
    guard form["client_id"] ?? basic.name == basic.name else {
      throw RequestFault(.badRequest, "the field Authorization and client_id name two clients")
    }
    guard !basic.secret.revealed.isEmpty else { throw HTTPError.noClient }
    self = .secret(client: basic.name, basic.secret)
  }

  private init(_ form: Form) throws {
    let client = form["client_id"]
    let type = form["client_assertion_type"]
    switch (form["client_secret"], form["client_assertion"]) {
    case (let secret?, nil) where type == nil:
      guard let client else { throw HTTPError.emptyClientID }
      self = .secret(client: client, Sensitive(secret))
    case (nil, let assertion?): self = .assertion(client: client, type: type, Sensitive(assertion))
    case (nil, nil): throw client == nil ? HTTPError.emptyClientID : HTTPError.noClient
    default: throw RequestFault.twoWays
    }
  }

  /// As members of a method's parameters.
  func write(to params: inout JSONObjectWriter) {
    switch self {
    case .secret(let client, let secret):
      params.write("client_id", client)
      params.write("client_secret", secret.revealed)
    case .assertion(let client, let type, let assertion):
      if let client { params.write("client_id", client) }
      if let type { params.write("client_assertion_type", type) }
      params.write("client_assertion", assertion.revealed)
    }
  }
}

extension BasicCredentials {
  /// The hosted provider's, of an account or of an API key: no client's.
  fileprivate var isOfAccount: Bool { AccountSID(name) != nil || APIKeySID(name) != nil }
}

extension HTTPRequest {
  /// Logs and histories keep what stands in a URL (RFC 6749 section 2.3.1, RFC 9700 section 4.3.2).
  fileprivate func refuseSecretsInQuery() throws(RequestFault) {
    let members = try queryForm()
    for name in ["client_secret", "client_assertion", "token", "access_token"] where members[name] != nil {
      throw RequestFault(.badRequest, "\(name) must not be in the URL; send it in the body")
    }
  }
}

extension RequestFault {
  fileprivate static let twoWays = RequestFault(
    .badRequest,
    "a client authenticates in one way: by HTTP Basic, by client_secret, or by client_assertion with its type")
}

extension HTTPError {
  static let noClient = noClient(ProviderCode.invalidCredentials)
  fileprivate static let emptyClientID = noClient(ProviderCode.emptyClientID)

  private static func noClient(_ code: Int) -> HTTPError {
    HTTPError(
      status: .unauthorized, error: "invalid_client",
      message: "the client has not authenticated; send its id and secret by HTTP Basic or as client_id and "
        + "client_secret, or an assertion as client_assertion and client_assertion_type",
      code: code, fields: [.basicChallenge])
  }
}
