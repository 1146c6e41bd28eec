import WireProtocol

// What a request says of an app's members is taken over here alone.
extension App {
  /// The app that a request asks for.
  /// - Parameters:
  ///   - policy: The request's, checked.
  ///   - creatorSid: `nil` where an operator creates the app.
  init(
    _ request: AppsCreate, sid: AppSID, region: String, policy: Policy, createdBy: String, creatorSid: UserSID?,
    at now: Timestamp
  ) {
    self.init(
      sid: sid, accountSid: request.accountSid, friendlyName: request.friendlyName,
      description: request.description ?? AppDescription(trusted: ""), status: .active, region: region, policy: policy,
      accessTokenTTL: request.accessTokenTTL ?? .standard, createdBy: createdBy, creatorSid: creatorSid,
      dateCreated: now, dateUpdated: now)
  }

  /// The app with what a request gives.
  /// - Parameter policy: The request's, checked.
  func changed(by request: AppsUpdate, policy: Policy?, at now: Timestamp) -> App {
    App(
      sid: sid, accountSid: accountSid, friendlyName: request.friendlyName ?? friendlyName,
      description: request.description ?? description, status: status, region: region, policy: policy ?? self.policy,
      accessTokenTTL: request.accessTokenTTL ?? accessTokenTTL, createdBy: createdBy, creatorSid: creatorSid,
      dateCreated: dateCreated, dateUpdated: now, tokenEpoch: tokenEpoch)
  }
}
