import Daemon
import NIOHTTP1

/// Lets scripts of listed web origins read answers (Fetch standard, CORS protocol). Cookies play no part: a script
/// shows its credentials as every client does.
struct CrossOrigin {
  let origins: OriginList

  private static let lifetime = "600"

  /// What a browser asks before it sends a request that a form could not send; `nil` for every other request.
  func preflight(_ request: HTTPRequest) -> Answer? {
    guard !origins.isEmpty, request.method == .OPTIONS, origin(of: request) != nil,
      request.head.headers.contains(name: "access-control-request-method")
    else { return nil }
    return Answer(
      .noContent,
      [
        Answer.Field("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE"),
        Answer.Field("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Traceparent"),
        Answer.Field("Access-Control-Max-Age", Self.lifetime),
      ])
  }

  /// Leaves alone what is for everybody.
  func mark(_ answer: inout Answer, to request: HTTPRequest) {
    guard !origins.isEmpty, !answer.fields.contains(where: { $0.name.description == "Access-Control-Allow-Origin" })
    else { return }
    answer.fields.append(Answer.Field("Vary", "Origin"))
    guard let origin = origin(of: request) else { return }
    answer.fields.append(Answer.Field("Access-Control-Allow-Origin", origin))
    answer.fields.append(Answer.Field("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After"))
  }

  private func origin(of request: HTTPRequest) -> String? {
    let values = request.head.headers["origin"]
    return values.count == 1 && origins.contains(values[0]) ? values[0] : nil
  }
}
