/// What a service says instead of a result where it can't keep up (Sources/WireProtocol/README.md, Replies): expected
/// where it is asked for more than it can do.
package enum Refusal: String, CaseIterable, Sendable {
  case tooManyRequests = "too_many_requests"
  case unavailable
  case deadlineExceeded = "deadline_exceeded"

  /// Whether nothing has been done, so that the same request may be sent again.
  var invitesRepeating: Bool { self == .tooManyRequests }
}
