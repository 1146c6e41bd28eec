package import RPC
package import WireProtocol

/// What a service keeps in a state directory, as far as its process looks after it.
package protocol KeptState: Sendable {
  /// Why it can't be used, if that was found out.
  var outage: String? { get }
  /// Looks at it and tells what it has found; throws what is wrong with it, and the cure.
  func check() async throws -> String
  /// The same for the page on which its changes are announced.
  func checkChangePage() throws -> String
  func keepAuditTrail(isLast: Bool) async throws
  /// Takes note of a change that was refused.
  func note(_ completion: Completion)
  var figures: Figures { get }
  func close() async
}
