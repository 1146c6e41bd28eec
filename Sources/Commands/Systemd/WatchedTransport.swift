import JSON
import RPC
import WireProtocol

/// A line to a service that systemd starts. Where no answer comes soon, systemd is asked whether the service starts at
/// all, so that nobody waits for one that does not.
struct WatchedTransport: Transport {
  let transport: any Transport
  let service: ServiceName
  /// Why the service does not start; `nil` as far as it does.
  let startFault: @Sendable (ServiceName) async -> String?
  var patience = Duration.milliseconds(700)

  func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
    let (outcomes, outcome) = AsyncStream<Result<JSONValue, ServiceError>>.makeStream()
    // The answer may come later than anybody waits for it.
    Task {
      do throws(ServiceError) {
        outcome.yield(.success(try await transport.exchange(request)))
      } catch {
        outcome.yield(.failure(error))
      }
    }
    let watch = Task {
      while true {
        try await Task.sleep(for: patience)
        guard let fault = await startFault(service) else { continue }
        outcome.yield(
          .failure(ServiceError(.unavailable, "\(service.rawValue): \(fault)", service: service.rawValue)))
      }
    }
    defer { watch.cancel() }
    for await outcome in outcomes { return try outcome.get() }
    throw ServiceError(.deadlineExceeded, "\(service.rawValue) was not waited for", service: service.rawValue)
  }
}
