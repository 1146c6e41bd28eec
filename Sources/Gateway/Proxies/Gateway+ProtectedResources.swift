import JSON
import RPC
import SocketTransport
import WireProtocol

extension Gateway {
  /// Goes on with the APIs that have a `resource`; with none while the issuer can't tell.
  func protectedResources(
    for request: HTTPRequest, then: @escaping @Sendable ([String]) -> Step
  ) -> Step {
    .ask(
      Question(
        service: tokenIssuer,
        request: OutgoingRequest(
          method: MetadataGet.name, params: Array("{}".utf8), meta: Meta(traceparent: request.trace.child()),
          isChange: false)
      ) { outcome in
        let listed = (try? outcome.get())?["protected_resources"]
        return then(listed.map { Array($0.children).compactMap(\.string) } ?? [])
      })
  }
}
