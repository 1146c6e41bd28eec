package import WireProtocol

/// The places of a service for requests that can't be answered at once.
package struct Places: Sendable {
  let heldRefusals: Workload
  private let waiting: Workload
  private let lists: Workload

  package init(_ shares: Shares = Shares()) {
    waiting = Workload(of: "requests that wait", shares.waitingRequests, reserve: shares.urgentRequests)
    lists = Workload(of: "lists that wait", shares.waitingLists)
    heldRefusals = Workload(of: "refusals held back", shares.heldRefusals)
  }

  /// Takes what a request needs that waits for something.
  /// - Throws: `too_many_requests`.
  func begin(_ route: Route?, for user: PeerUser) throws(ServiceError) {
    let isUrgent = route?.takesAway == true
    // Whoever guesses that much gets no more questions asked for it.
    if !isUrgent { try heldRefusals.check(user) }
    try waiting.begin(for: user, isUrgent: isUrgent)
    guard route?.isList == true else { return }
    do throws(ServiceError) { try lists.begin(for: user) } catch {
      waiting.end(for: user)
      throw error
    }
  }

  func end(_ route: Route?, for user: PeerUser) {
    waiting.end(for: user)
    if route?.isList == true { lists.end(for: user) }
  }

  package var figures: Figures { [.waitingRequests: waiting.taken, .heldRefusals: heldRefusals.taken] }
}
