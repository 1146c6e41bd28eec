package import Permissions
package import RPC
package import WireProtocol

/// A service as its main has made it.
package struct Assembly: Sendable {
  /// Looks at a part of the service and tells what it has found; throws what is wrong with it, and the cure.
  package typealias Check = @Sendable () async throws -> String
  package typealias Part = (part: String, check: Check)

  let routes: [Route]
  let sessions: SessionCheck?
  let store: (any KeptState)?
  let chores: [@Sendable () async throws -> Void]
  let checks: [Part]
  let credentialChecks: [Part]
  let catalogue: LiveCatalogue?
  let figures: @Sendable () async throws -> Figures

  /// Its own, and those of its store.
  var allChores: [@Sendable () async throws -> Void] {
    chores + (store.map { store in [{ try await store.keepAuditTrail(isLast: false) }] } ?? [])
  }

  /// - Parameters:
  ///   - sessions: Tells whose a session of the console is; the registry is asked where that is `nil`.
  ///   - store: The one that the routes use, if any. It is closed when the last request has been answered.
  ///   - chores: Work that is done at start and once a minute; what fails is tried again the next time.
  ///   - checks: What `service.status` looks at beside the store, the catalogue and the other services.
  ///   - credentialChecks: Those of what rests on a credential. A process keeps the one that it was started with, so
  ///     another one is found by the next.
  ///   - catalogue: Of permissions, loaded again whenever its files change.
  ///   - figures: What `service.metrics` tells beside what every service does.
  package init(
    routes: [Route], sessions: SessionCheck? = nil, store: (any KeptState)? = nil,
    chores: [@Sendable () async throws -> Void] = [],
    checks: [Part] = [], credentialChecks: [Part] = [], catalogue: LiveCatalogue? = nil,
    figures: @escaping @Sendable () async throws -> Figures = { [:] }
  ) {
    self.routes = routes
    self.sessions = sessions
    self.store = store
    self.chores = chores
    self.checks = checks + (catalogue.map { [("catalogue", $0.check)] } ?? [])
    self.credentialChecks = credentialChecks
    self.catalogue = catalogue
    self.figures = figures
  }
}
