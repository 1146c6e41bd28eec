/// Keeps the instances of a service from starting, as long as this lives: while it has their lock, one that starts
/// waits some seconds, and is degraded then.
package final class StoppedInstances {
  private let lock: InstanceLock

  /// - Parameter database: The path of the service's database, in a directory that is there.
  /// - Throws: ``ChangePageError``, also where an instance runs.
  package init(database: String) throws {
    let path = "\(database)-instances"
    lock = try OwnersRights.use(beside: database) { try InstanceLock(path: path) }
    guard try lock.join() else { throw ChangePageError(path, "the service runs", cure: "stop it") }
  }
}
