/// The codes of this version: JSON-RPC 2.0 section 5.1, RFC 6749 section 5.2, then the application's own.
///
/// Each ``ErrorCode`` constant is one of these, so that none is left out of the reference.
package enum KnownErrorCode: Int, CaseIterable, Sendable {
  case parseError = -32700
  case malformedRequest = -32600
  case methodNotFound = -32601
  case invalidParams = -32602
  case internalError = -32603

  case invalidRequest = -32000
  case invalidClient = -32001
  case unauthorizedClient = -32002
  case unsupportedGrantType = -32003
  case invalidScope = -32004

  case accessDenied = -32005
  case roleNotPermitted = -32006
  case notFound = -32007
  case alreadyExists = -32008
  case conflict = -32009
  case regionNotSupported = -32010
  case limitExceeded = -32011
  case tooManyRequests = -32012
  case unavailable = -32013
  case deadlineExceeded = -32014
  case invalidTarget = -32015
  case invalidSession = -32016

  /// What any method may be answered with, and a list also with ``limitExceeded``.
  package static let ofEveryMethod: Set<KnownErrorCode> = [
    .parseError, .malformedRequest, .methodNotFound, .invalidParams, .internalError, .invalidRequest, .accessDenied,
    .tooManyRequests, .unavailable, .deadlineExceeded, .invalidSession,
  ]

  /// What programs compare.
  package var symbol: String { entry.symbol }
  /// When it is sent, in a sentence.
  package var meaning: String { entry.meaning }

  private var entry: (symbol: String, meaning: String) {
    switch self {
    case .parseError: ("parse_error", "The message is not the strict JSON described above. The connection stays.")
    case .malformedRequest:
      ("malformed_request", "The message is JSON but no request, or the frame's length is out of bounds.")
    case .methodNotFound: ("method_not_found", "The service has no such method.")
    case .invalidParams:
      ("invalid_params", "A parameter is missing, unknown, of the wrong type or out of bounds; `path` names it.")
    case .internalError: ("internal_error", "A fault of the service; its log has the reason.")
    case .invalidRequest: ("invalid_request", "The request can't be sent or carried out as it is.")
    case .invalidClient:
      ("invalid_client", "The client id is unknown, or the secret or the assertion is not one that works.")
    case .unauthorizedClient:
      ("unauthorized_client", "The client is known, but it, or its account, may not have tokens now (R15).")
    case .unsupportedGrantType: ("unsupported_grant_type", "Only `client_credentials` is served.")
    case .invalidScope: ("invalid_scope", "A permission is unknown, or not one that the app allows (R12).")
    case .accessDenied: ("access_denied", "The method is not for this caller.")
    case .roleNotPermitted: ("role_not_permitted", "The person's role in the account does not permit it (R3, R11).")
    case .notFound: ("not_found", "There is no such thing, or none that the caller may see.")
    case .alreadyExists: ("already_exists", "There is one already.")
    case .conflict: ("conflict", "The state of things forbids it: a closed account, say.")
    case .regionNotSupported: ("region_not_supported", "The region is not served (R1).")
    case .limitExceeded:
      (
        "limit_exceeded",
        "Too much: more permissions, keys or main keys than there may be (R12), or a reply longer than a frame."
      )
    case .tooManyRequests: ("too_many_requests", "More is asked for than can be answered now: try again later.")
    case .unavailable:
      ("unavailable", "A service can't be reached, or can't work; `service` names it, the message why.")
    case .deadlineExceeded: ("deadline_exceeded", "The deadline passed first; whether a change was made is not known.")
    case .invalidTarget:
      ("invalid_target", "A resource is malformed, unknown or missing, or not one that the app may ask for (R20).")
    case .invalidSession:
      ("invalid_session", "The console's session, or the link to begin one, does not work, or does no longer.")
    }
  }
}
