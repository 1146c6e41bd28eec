/// A token for a systemd unit. systemd itself is the caller: the process that it starts for `LoadCredential=` says at
/// the socket for credentials which unit it reads for (systemd.exec(5)).
package struct TokensIssueToUnit: Method {
  package typealias Reply = TokenReply
  package static let name = "tokens.issue_to_unit"
  package static let summary = """
    Issues an access token of the app that a systemd unit is bound to. Served at the socket for credentials alone, \
    where the caller is the service manager.
    """
  package static let access: Callers = [.serviceManager]
  package static let effect = Effect.reads
  package static let auditsRefusals = true
  package static let errors: [KnownErrorCode] = [.notFound, .unauthorizedClient, .invalidScope, .invalidTarget]
  package static let example = Example(TokensIssueToUnit(unit: .sample), .example)

  package let unit: UnitName

  package init(unit: UnitName) {
    self.unit = unit
  }
}
