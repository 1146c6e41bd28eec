/// What every service answers beside its own methods.
package let serviceMethods = Interface(
  RPCDiscover.self, ServiceStatusGet.self, ServiceMetricsGet.self)

package struct RPCDiscover: Method {
  package typealias Reply = OpenRPC
  package static let name = "rpc.discover"
  package static let summary = "Describes the service's methods (OpenRPC 1.3)."
  package static let access: Callers = [.anyone]
  package static let effect = Effect.reads
  package static let example = Example(RPCDiscover(), .example)

  package init() {}
}

package struct ServiceStatusGet: Method {
  package typealias Reply = ServiceStatus
  package static let name = "service.status"
  package static let summary = "Tells that the service is up, as what, and whether it can do all of its work."
  package static let access: Callers = [.anyone]
  package static let effect = Effect.reads
  package static let example = Example(ServiceStatusGet(check: true), .example)
  package static let notes = [
    "check":
      "look at everything anew: database, keys, catalogue, and the services that this one calls; "
      + "only an operator's counts"
  ]

  package var check: Bool?

  package init(check: Bool? = nil) {
    self.check = check
  }
}

package struct ServiceMetricsGet: Method {
  package typealias Reply = ServiceMetrics
  package static let name = "service.metrics"
  package static let summary = "Counts what the process has done since it started."
  package static let access: Callers = [.operators, .inspectors, .service(.console)]
  package static let effect = Effect.reads
  package static let example = Example(ServiceMetricsGet(), .example)

  package init() {}
}
