import JSON
import NIOCore
package import NIOHTTP1
package import WireProtocol

/// Errors in both shapes that clients read: RFC 6749 section 5.2, and the hosted provider's.
package struct HTTPError: Error, Sendable {
  package let status: HTTPResponseStatus
  /// A code of RFC 6749 or one of its family, or else of the protocol.
  package let error: String
  /// One sentence for people.
  package let message: String
  /// The hosted provider's number.
  package var code: Int
  package var fields: [Answer.Field]

  package init(
    status: HTTPResponseStatus, error: String, message: String, code: Int, fields: [Answer.Field] = []
  ) {
    self.status = status
    self.error = error
    self.message = message
    self.code = code
    self.fields = fields
  }
}

extension Answer {
  package init(_ error: HTTPError) {
    var writer = JSONObjectWriter(capacity: 384)
    writer.write("error", error.error)
    writer.write("error_description", error.message.asErrorDescription)
    writer.write("code", error.code)
    writer.write("message", error.message)
    writer.write("more_info", "https://www.rfc-editor.org/rfc/rfc6749#section-5.2")
    writer.write("status", Int(error.status.code))
    self.init(error.status, json: writer.finish()[...], error.fields)
  }

  package init(_ fault: RequestFault) {
    switch fault.status {
    case .notFound:
      self.init(HTTPError(status: .notFound, error: "not_found", message: fault.reason, code: ProviderCode.notFound))
    case .tooManyRequests, .serviceUnavailable:
      self.init(
        HTTPError(
          status: fault.status, error: "temporarily_unavailable", message: fault.reason,
          code: fault.status == .tooManyRequests ? ProviderCode.tooManyRequests : ProviderCode.unavailable,
          fields: [Field("Retry-After", "1")]))
    default:
      self.init(
        HTTPError(
          status: fault.status, error: "invalid_request", message: fault.reason, code: ProviderCode.badRequest))
    }
  }

  /// What is wrong with the request, or failed in a service or in the gateway itself.
  package init(_ error: any Error) {
    switch error {
    case let fault as RequestFault: self.init(fault)
    case let error as HTTPError: self.init(error)
    case let error as ServiceError: self.init(HTTPError(error))
    default:
      self.init(
        HTTPError(
          status: .internalServerError, error: "server_error",
          message: "the gateway has failed; its log has the reason",
          code: ProviderCode.internalError))
    }
  }

  package static func unavailable(_ message: String) -> Answer { Answer(RequestFault(.serviceUnavailable, message)) }
}

/// Numbers known from the hosted provider.
package enum ProviderCode {
  package static let internalError = 20500
  package static let unavailable = 20503
  package static let notFound = 20404
  package static let tooManyRequests = 20429
  package static let badToken = 20003
  package static let constraint = 70001
  package static let invalidAssertion = 70002
  package static let missingPermission = 70051
  package static let emptyClientID = 321_402
  package static let invalidGrantType = 321_403
  package static let invalidCredentials = 322_402
  package static let badRequest = 322_403
}

extension HTTPError {
  /// What a service refuses, or why it could not answer.
  package init(_ error: ServiceError) {
    let retry = [Answer.Field("Retry-After", "1")]
    let (status, code, word, fields): (HTTPResponseStatus, Int, String, [Answer.Field]) =
      switch error.code {
      case .invalidClient: (.unauthorized, ProviderCode.invalidCredentials, "invalid_client", [.basicChallenge])
      case .unauthorizedClient: (.badRequest, ProviderCode.invalidCredentials, error.code.symbol, [])
      case .unsupportedGrantType: (.badRequest, ProviderCode.invalidGrantType, error.code.symbol, [])
      case .invalidScope, .invalidTarget: (.badRequest, ProviderCode.badRequest, error.code.symbol, [])
      case .accessDenied, .roleNotPermitted: (.forbidden, ProviderCode.missingPermission, "access_denied", [])
      case .notFound: (.notFound, ProviderCode.notFound, error.code.symbol, [])
      case .alreadyExists, .conflict: (.conflict, ProviderCode.constraint, error.code.symbol, [])
      case .tooManyRequests:
        (.tooManyRequests, ProviderCode.tooManyRequests, "temporarily_unavailable", retry)
      case .unavailable, .deadlineExceeded:
        (.serviceUnavailable, ProviderCode.unavailable, "temporarily_unavailable", retry)
      case .internalError, .parseError, .malformedRequest, .methodNotFound:
        (.internalServerError, ProviderCode.internalError, "server_error", [])
      default:
        (.badRequest, error.isAboutSID ? ProviderCode.invalidAssertion : ProviderCode.badRequest, "invalid_request", [])
      }
    // Of a fault of a service a client learns that there is one: the rest is the host's own business.
    let message = status == .internalServerError ? "a service has failed; its log has the reason" : error.message
    self.init(status: status, error: word, message: message, code: code, fields: fields)
  }
}

extension ServiceError {
  fileprivate var isAboutSID: Bool { path?.hasSuffix("_sid") == true }
}

extension Answer.Field {
  package static let basicChallenge = Answer.Field("WWW-Authenticate", #"Basic realm="oauth-apps""#)
}

extension String {
  /// RFC 6749 section 5.2: %x20-21 / %x23-5B / %x5D-7E.
  package var asErrorDescription: String {
    guard !utf8.allSatisfy({ 0x20...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C }) else { return self }
    return String(
      decoding: unicodeScalars.map { scalar -> UInt8 in
        switch scalar {
        case "\"", "\\": UInt8(ascii: "'")
        default: 0x20...0x7E ~= scalar.value ? UInt8(scalar.value) : UInt8(ascii: "?")
        }
      }, as: UTF8.self)
  }
}
