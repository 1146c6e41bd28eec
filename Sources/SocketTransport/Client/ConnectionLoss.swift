import RPC
import WireProtocol

/// A connection that ended with a request on it.
struct ConnectionLoss: Error {
  /// Whether the service may have carried the request out. It has not where the request had not wholly left, or where
  /// the service says so (``ConnectionNotice``).
  let isInDoubt: Bool

  func error(of service: ServiceName) -> ServiceError {
    let outcome = isInDoubt ? "it is not known whether the request was carried out" : "the request was not carried out"
    return ServiceError(
      .unavailable, "the connection to \(service.rawValue) broke; \(outcome)", service: service.rawValue)
  }
}
