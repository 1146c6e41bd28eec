import HTTP
package import NIOCore
package import RPC
package import SocketTransport
package import WireProtocol

/// The pages for people. It keeps nothing but what everybody may see, and has no right of its own: each call to a
/// service carries the session that a browser has shown, and the registry decides what that may.
package struct Console: Sendable {
  /// Makes a client of a service, in the name of a session if there is one.
  /// - Throws: `unavailable` for one that the console does not call.
  package typealias Connect = @Sendable (ServiceName, Sensitive?) throws -> Client

  let connect: Connect
  let loop: any EventLoop
  let clock: WallClock
  let permissions = PermissionShelf()
  let gauges = Gauges()

  /// - Parameter loop: The one that serves HTTP.
  package init(loop: any EventLoop, clock: @escaping WallClock = { .now }, connect: @escaping Connect) {
    self.loop = loop
    self.clock = clock
    self.connect = connect
  }

  package init(_ services: [ServiceName: SocketClient], loop: any EventLoop) {
    self.init(loop: loop) { service, session in
      guard let client = services[service] else {
        throw ServiceError(.unavailable, "the console does not call this service", service: service.rawValue)
      }
      return Client(client, session: session)
    }
  }

  var routes: [HTTPRoute] {
    assetRoutes + entranceRoutes + accountRoutes + accountChangeRoutes + appRoutes + appListRoutes + appChangeRoutes
      + newAppRoutes + expiringRoutes + appKeyRoutes + keyRoutes + keyPolicyRoutes + peopleRoutes + unitRoutes
      + auditRoutes + signingKeyRoutes
      + questionRoutes + serviceRoutes
  }
}
