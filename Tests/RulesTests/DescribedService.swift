import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

/// A service of which each request and each reply is checked against its own description.
struct DescribedService: Transport {
  private let inner: InProcessTransport
  private let description: ServiceDescription

  init(_ service: ServiceName, _ routes: [Route], from peer: Peer) throws {
    inner = InProcessTransport(Dispatcher(routes), from: peer)
    description = try ServiceDescription(service)
  }

  func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
    let result = try await inner.exchange(request)
    let faults = try? description.faults(request.method, Wire.document(request.params), result)
    #expect(faults == [], "\(request.method)")
    return result
  }
}
