import Permissions
import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var unitBindingRoutes: [Route] {
    unitBindingMethods.serve(
      UnitBindingsCreate.served(by: bindUnit), UnitBindingsList.served(by: listUnitBindings),
      UnitBindingsDelete.served(by: unbindUnit), UnitBindingsResolve.served(by: resolveUnit))
  }

  /// - Throws: `not_found`, `already_exists`; `conflict` unless the app's account is active; `invalid_scope` for what
  ///   the app does not allow.
  private func bindUnit(_ request: UnitBindingsCreate, _ call: Call) async throws -> UnitBinding {
    let caller = try await caller(of: call)
    let now = clock()
    let binding = UnitBinding(
      unit: request.unit, clientId: request.clientId, scope: request.scope, resource: request.resource,
      dateCreated: now)
    return try await store.change(.noApp, once: KeyedRequest(request, call, at: now)) { [catalogue] transaction in
      let app: App = try transaction.client(request.clientId, for: Principal(caller, in: transaction))
      try transaction.requireActive(transaction.account(app.accountSid))
      try app.requireAllowing(request.scope, by: catalogue.current)
      try request.resource?.requireURIs()
      if let other = try transaction.unitBinding(request.unit) {
        throw ServiceError(
          .alreadyExists,
          "\(other.unit) is bound to app \(other.clientId) already; end that with unit_bindings.delete first",
          path: "unit")
      }
    } write: { transaction, _ in
      try transaction.insert(binding)
      return binding
    }
  }

  private func listUnitBindings(_ request: UnitBindingsList, _ call: Call) async throws -> Page<UnitBinding> {
    try await store.read { transaction in
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken,
        of: "\(UnitBindingsList.name) \(request.clientId?.text ?? "")")
      guard let app = request.clientId else { return try transaction.unitBindings(cursor) }
      return try transaction.unitBindings(of: app, cursor)
    }
  }

  private func unbindUnit(_ request: UnitBindingsDelete, _ call: Call) async throws -> NoContent {
    try await store.change(.noApp, once: KeyedRequest(request, call, at: clock())) { transaction in
      guard let binding = try transaction.unitBinding(request.unit) else {
        throw ServiceError.notBound(request.unit)
      }
      call.note(before: binding)
    } write: { transaction, _ in
      try transaction.deleteUnitBinding(request.unit)
      return NoContent()
    }
  }

  private func resolveUnit(_ request: UnitBindingsResolve, _ call: Call) async throws -> UnitBinding {
    let binding = try await store.read { transaction in
      try transaction.unitBinding(request.unit) ?? request.unit.allInstances.flatMap(transaction.unitBinding)
    }
    guard let binding else { throw ServiceError.notBound(request.unit) }
    return binding
  }
}

extension App {
  /// - Throws: `invalid_scope` for what the app does not allow.
  fileprivate func requireAllowing(_ scope: String?, by catalogue: Catalogue) throws(ServiceError) {
    guard let scope else { return }
    let allowed = PermissionPolicy(allow: policy.allow, deny: policy.deny, catalogue: catalogue)
    let names = scope.split(separator: " ").map(String.init)
    guard !names.isEmpty else {
      throw ServiceError(.invalidScope, "scope: no permission is named; name one, or leave scope out", path: "scope")
    }
    do throws(ScopeError) { _ = try allowed.grant(requested: names) } catch {
      throw ServiceError(
        .invalidScope, "scope: the app does not allow \(error.refused.first?.quoted ?? scope.quoted)", path: "scope")
    }
  }
}

extension OneOrMore {
  /// Whether an API has such a URI is told when a token is asked for: catalogues change.
  fileprivate func requireURIs() throws(ServiceError) {
    guard texts.isEmpty || texts.contains(where: { $0.isEmpty || $0.contains(" ") }) else { return }
    throw ServiceError(.invalidParams, "resource: expected one URI or several, without blanks", path: "resource")
  }
}

extension ServiceError {
  fileprivate static func notBound(_ unit: UnitName) -> ServiceError {
    ServiceError(
      .notFound, "unit \(unit) is bound to no app; unit_bindings.create binds it, unit_bindings.list shows which are",
      path: "unit")
  }
}
