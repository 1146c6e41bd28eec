import RPC
import WireProtocol

extension TokenIssuer {
  /// A token for a unit that systemd vouches for. The app registry is asked each time which app it is: units start
  /// seldom, and a binding that has ended counts at once.
  func issueToUnit(_ request: TokensIssueToUnit, _ call: Call) async throws -> TokenReply {
    guard let binding = try await registry.find(UnitBindingsResolve(unit: request.unit), within: call) else {
      throw ServiceError.notBound(request.unit)
    }
    var answers = Answers(for: call.peer)
    return try await answers.reply(within: call) { try issue(to: request.unit, binding, &$0) }
  }

  private func issue(to unit: UnitName, _ binding: UnitBinding, _ answers: inout Answers) throws -> TokenReply {
    let key = answers.seek(.now, in: currentSigningKey)
    guard let app = try answers.seek(binding.clientId, in: apps).get() else { throw ServiceError.notBound(unit) }
    try requireActive(app)
    let audience = try audience(binding.resource, app)
    let scope = try grantedScope(binding.scope, audience, app)
    app.lastUse.note(clock())
    return try token(for: AuthenticatedClient(app: app, credential: .unit, unit: unit), audience, scope, signedBy: key)
  }
}

extension ServiceError {
  fileprivate static func notBound(_ unit: UnitName) -> ServiceError {
    ServiceError(
      .notFound, "unit \(unit) is bound to no app; an operator binds it with oauthctl unit bind", path: "unit")
  }
}
