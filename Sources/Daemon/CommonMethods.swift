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

  var routes: [Route] {
    let document = Once { [service] in
      try Encoded(OpenRPC(title: service.rawValue, methods: service.methods + serviceMethods.descriptions))
    }
    return serviceMethods.serve(
      RPCDiscover.served(encodedBy: { _, _ in try document.value }),
      ServiceStatusGet.served(by: { _, call in await status(call) }),
      ServiceMetricsGet.served(atOnceBy: { _, _ in activity.metrics }))
  }

  /// Looks at the service anew for an operator only: others could keep it busy by that.
  private func status(_ call: Call) async -> ServiceStatus {
    let checks = call.callers.contains(.operators) ? await health.checkAll(call) : []
    let missing = checks.filter { $0.status == .degraded }.map(\.detail)
    return ServiceStatus(
      service: service, version: productVersion, instance: instance, pid: Int(getpid()),
      uptimeSeconds: activity.uptimeSeconds, connections: activity.openConnections,
      reasons: checks.isEmpty ? health.reasons : missing, checks: checks)
  }
}
