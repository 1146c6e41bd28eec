import HTTP
import JSON
import NIOCore
import NIOHTTP1
import RPC
import SocketTransport
import WireProtocol

extension Gateway {
  /// For supervisors and balancers: whether the process works, and whether a client would be served.
  var healthRoutes: [DescribedRoute] {
    [
      DescribedRoute(.GET, "/healthz", .health) { _ in .answer(Answer(.ok, text: "the gateway works")) },
      DescribedRoute(.GET, "/readyz", .readiness, readiness),
    ]
  }

  /// In milliseconds; balancers ask often, and don't wait for long.
  private static let patience = 2_000

  private func readiness(_ request: HTTPRequest) -> Step {
    let meta = Meta(deadlineMs: Self.patience, traceparent: request.trace.child())
    let question = OutgoingRequest(ServiceStatusGet.self, params: Array("{}".utf8), meta: meta)
    return .ask(
      Question(service: tokenIssuer, request: question) { outcome in
        switch outcome {
        case .failure(let error): .answer(Answer(error))
        case .success(let status) where status["status"]?.string == Health.healthy.rawValue:
          .answer(Answer(.ok, text: "the gateway and what it needs work"))
        // The reasons are the host's own business.
        case .success: .answer(.unavailable("token-issuer is degraded; its service.status has the reason"))
        }
      })
  }
}
