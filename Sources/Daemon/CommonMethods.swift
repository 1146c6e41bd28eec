import Glibc
import RPC
import SocketTransport
import WireProtocol

/// What every service answers beside its own methods, also while it can't work.
struct CommonMethods: Sendable {
  let service: ServiceName
  let instance: String
  let activity: ServerActivity
  let health: ServiceHealth
  /// What the service tells of itself beside its requests.
  let figures: @Sendable () async -> Figures

  var routes: [Route] {
    let document = Once { [service] in
      try Encoded(OpenRPC(title: service.rawValue, methods: service.methods + serviceMethods.descriptions))
    }
    return serviceMethods.serve(
      RPCDiscover.served(encodedBy: { _, _ in try document.value }),
      ServiceStatusGet.served(eagerlyBy: { request, call in
        // Others than operators could keep the service busy by that.
        guard request.check == true, call.callers.contains(.operators) else {
          return .ready(status(health.reasons, []))
        }
        return .later {
          let checks = await health.checkAll(call)
          return status(checks.filter { $0.status == .degraded }.map(\.detail), checks)
        }
      }),
      ServiceMetricsGet.served(by: { _, _ in await activity.metrics.with(figures()) }))
  }

  private func status(_ reasons: [String], _ checks: [HealthCheck]) -> ServiceStatus {
    ServiceStatus(
      service: service, version: productVersion, instance: instance, pid: Int(getpid()),
      uptimeSeconds: activity.uptimeSeconds, connections: activity.openConnections,
      requestsPerSecond: activity.rate, reasons: reasons, checks: checks,
      catalogue: health.catalogue)
  }
}
