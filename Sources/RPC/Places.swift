package import WireProtocol

/// The places of a service for requests that can't be answered at once.
package struct Places: Sendable {
  let waiting: Workload
  let heldRefusals: Workload

  package init(_ shares: Shares = Shares()) {
    waiting = Workload(of: "requests that wait", shares.waitingRequests, reserve: shares.urgentRequests)
    heldRefusals = Workload(of: "refusals held back", shares.heldRefusals)
  }

  package var figures: Figures { [.waitingRequests: waiting.taken, .heldRefusals: heldRefusals.taken] }
}
