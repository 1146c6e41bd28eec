import RPC
import WireProtocol

/// Connections to several instances of a service, which share its socket: the kernel chooses which of them accepts one.
struct Instances {
  private let service: ServiceName
  private let connections: [String: ServiceConnection]

  /// How many connections are made before an instance counts as out of reach.
  private static let attempts = 2000

  /// Starts instances 1 to `count` and connects until each has answered.
  init(_ count: Int, of service: ServiceName) async throws {
    for instance in 1...count { try await service.unit(instance).start() }
    try self.init(running: count, of: service)
  }

  /// Connects to each of the instances 1 to `count`, which run.
  init(running count: Int, of service: ServiceName) throws {
    let wanted = Set((1...count).map(String.init))
    var found: [String: ServiceConnection] = [:]
    for _ in 0..<Self.attempts where found.count < count {
      let connection = try ServiceConnection(to: service)
      let status = try connection.call(ServiceStatusGet())
      found[status.instance] = found[status.instance] ?? connection
    }
    guard Set(found.keys) == wanted else { throw InstanceOutOfReach(service: service, found: found.keys.sorted()) }
    self.service = service
    connections = found
  }

  /// The connection to one of them; the others are closed with this.
  func connection(to instance: String) throws -> ServiceConnection {
    guard let connection = connections[instance] else {
      throw InstanceOutOfReach(service: service, found: connections.keys.sorted())
    }
    return connection
  }

  /// What each instance answers, by its name, one after another.
  /// - Parameter method: Made anew for each of them.
  func ask<M: Method>(_ method: @autoclosure () throws -> M) throws -> [String: M.Reply] {
    try connections.mapValues { try $0.call(method()) }
  }

  /// What each instance refuses with; `nil` where it does not.
  /// - Parameter method: Made anew for each of them.
  func refusals<M: Method>(_ method: @autoclosure () throws -> M) throws -> [String: ErrorCode?] {
    try connections.mapValues { connection in
      do {
        _ = try connection.call(method())
        return nil
      } catch let error as ServiceError {
        return error.code
      }
    }
  }
}

struct InstanceOutOfReach: Error {
  let service: ServiceName
  let found: [String]
}
