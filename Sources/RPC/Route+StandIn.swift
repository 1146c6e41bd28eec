import JSON
package import WireProtocol

extension Route {
  /// Stands in for a method whose service can't work yet.
  /// - Parameter awaitService: Makes the service work if that is possible by now, and returns its routes; else throws
  ///   what the caller is told.
  package init(
    standingInFor method: MethodDescription, _ awaitService: @escaping @Sendable () async throws -> [Route]
  ) {
    self.init(
      name: method.name, access: method.access, deed: method.effect.deed, takesAway: method.takesAway,
      auditsRefusals: method.effect.isChange, isStandIn: true
    ) { params, call in
      .later {
        guard let route = try await awaitService().first(where: { $0.name == method.name }) else {
          throw ServiceError(.methodNotFound, "no method \(method.name)")
        }
        switch try route.answer(params, call) {
        case .ready(let result): return result
        case .later(let result): return try await result()
        }
      }
    }
  }
}
