/// What went wrong, as JSON-RPC's integer and as the symbol that programs compare (`data.error`).
///
/// A code that this version does not know is kept as it came, so that an older client can show a newer service's error.
package struct ErrorCode: Hashable, Sendable {
  package let number: Int
  package let symbol: String

  /// A code as a peer sent it.
  package init(number: Int, symbol: String) {
    self.number = number
    self.symbol = symbol
  }

  private init(_ known: KnownErrorCode) {
    number = known.rawValue
    symbol = known.symbol
  }

  package static let parseError = ErrorCode(.parseError)
  package static let malformedRequest = ErrorCode(.malformedRequest)
  package static let methodNotFound = ErrorCode(.methodNotFound)
  package static let invalidParams = ErrorCode(.invalidParams)
  package static let internalError = ErrorCode(.internalError)
  package static let invalidRequest = ErrorCode(.invalidRequest)
  package static let invalidClient = ErrorCode(.invalidClient)
  package static let unauthorizedClient = ErrorCode(.unauthorizedClient)
  package static let unsupportedGrantType = ErrorCode(.unsupportedGrantType)
  package static let invalidScope = ErrorCode(.invalidScope)
  package static let accessDenied = ErrorCode(.accessDenied)
  package static let roleNotPermitted = ErrorCode(.roleNotPermitted)
  package static let notFound = ErrorCode(.notFound)
  package static let alreadyExists = ErrorCode(.alreadyExists)
  package static let conflict = ErrorCode(.conflict)
  package static let regionNotSupported = ErrorCode(.regionNotSupported)
  package static let limitExceeded = ErrorCode(.limitExceeded)
  package static let tooManyRequests = ErrorCode(.tooManyRequests)
  package static let unavailable = ErrorCode(.unavailable)
  package static let deadlineExceeded = ErrorCode(.deadlineExceeded)
  package static let invalidTarget = ErrorCode(.invalidTarget)
  package static let invalidSession = ErrorCode(.invalidSession)
}
