/// What went wrong, as JSON-RPC's integer and as the symbol that programs compare (`data.error`).
///
/// A code that this version does not know is kept as it came, so that an older client can show a newer service's error.
package struct ErrorCode: Hashable, Sendable {
  package let number: Int
  package let symbol: String

  package init(number: Int, symbol: String) {
    self.number = number
    self.symbol = symbol
  }

  // JSON-RPC 2.0 section 5.1.
  package static let parseError = ErrorCode(number: -32700, symbol: "parse_error")
  package static let malformedRequest = ErrorCode(number: -32600, symbol: "malformed_request")
  package static let methodNotFound = ErrorCode(number: -32601, symbol: "method_not_found")
  package static let invalidParams = ErrorCode(number: -32602, symbol: "invalid_params")
  package static let internalError = ErrorCode(number: -32603, symbol: "internal_error")

  // RFC 6749 section 5.2, then the application's own.
  package static let invalidRequest = ErrorCode(number: -32000, symbol: "invalid_request")
  package static let invalidClient = ErrorCode(number: -32001, symbol: "invalid_client")
  package static let unauthorizedClient = ErrorCode(number: -32002, symbol: "unauthorized_client")
  package static let unsupportedGrantType = ErrorCode(number: -32003, symbol: "unsupported_grant_type")
  package static let invalidScope = ErrorCode(number: -32004, symbol: "invalid_scope")
  package static let accessDenied = ErrorCode(number: -32005, symbol: "access_denied")
  package static let roleNotPermitted = ErrorCode(number: -32006, symbol: "role_not_permitted")
  package static let notFound = ErrorCode(number: -32007, symbol: "not_found")
  package static let alreadyExists = ErrorCode(number: -32008, symbol: "already_exists")
  package static let conflict = ErrorCode(number: -32009, symbol: "conflict")
  package static let regionNotSupported = ErrorCode(number: -32010, symbol: "region_not_supported")
  package static let limitExceeded = ErrorCode(number: -32011, symbol: "limit_exceeded")
  package static let tooManyRequests = ErrorCode(number: -32012, symbol: "too_many_requests")
  package static let unavailable = ErrorCode(number: -32013, symbol: "unavailable")
  package static let deadlineExceeded = ErrorCode(number: -32014, symbol: "deadline_exceeded")
}
