import WireProtocol

// Refusals that more than one method has.
extension ServiceError {
  static func accountClosed(_ sid: AccountSID) -> ServiceError {
    ServiceError(
      .conflict, "account \(sid) is closed, for good: rights can be taken away, nothing else; use another account")
  }

  static func accountSuspended(_ sid: AccountSID) -> ServiceError {
    ServiceError(
      .conflict,
      "account \(sid) is suspended: rights can be taken away, nothing else, until an operator resumes it with "
        + "accounts.resume")
  }

  static var readsSingleAppsOnly: ServiceError {
    ServiceError(
      .accessDenied, "the token issuer may only read single apps and API keys, with apps.get and api_keys.get")
  }

  static var usesClientsOnly: ServiceError {
    ServiceError(.accessDenied, "a credential is good for the apps and API keys of its account, and for nothing else")
  }
}
