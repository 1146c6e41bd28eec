import Permissions
import WireProtocol

// What a request says of an app's members is taken over here alone.

extension AppsCreate: ClientCreation {
  /// R1: the one region that is served.
  private static let servedRegion = "us1"

  func client(
    _ sid: AppSID, by creator: Creator, checkedAgainst catalogue: Catalogue, at now: Timestamp
  ) throws(ServiceError) -> App {
    try requireServedRegion()
    return App(
      sid: sid, accountSid: accountSid, friendlyName: friendlyName,
      description: description ?? AppDescription(trusted: ""), status: .active, region: Self.servedRegion,
      policy: try policy.checked(against: catalogue), accessTokenTTL: accessTokenTTL ?? .standard,
      createdBy: creator.name, creatorSid: creator.sid, dateCreated: now, dateUpdated: now)
  }

  private func requireServedRegion() throws(ServiceError) {
    guard let region, region != Self.servedRegion else { return }
    throw ServiceError(
      .regionNotSupported,
      "region \(region.quoted) is not served; only \(Self.servedRegion) is, give that or leave it out", path: "region")
  }
}

extension AppsUpdate: ClientUpdate {
  func onlyTakesAway(from app: App) -> Bool {
    guard let policy, friendlyName == nil, description == nil, accessTokenTTL == nil else { return false }
    return policy.isWithin(app.policy)
  }

  func changed(_ app: App, checkedAgainst catalogue: Catalogue, at now: Timestamp) throws(ServiceError) -> App {
    App(
      sid: app.sid, accountSid: app.accountSid, friendlyName: friendlyName ?? app.friendlyName,
      description: description ?? app.description, status: app.status, region: app.region,
      policy: try policy?.checked(against: catalogue) ?? app.policy,
      accessTokenTTL: accessTokenTTL ?? app.accessTokenTTL, createdBy: app.createdBy, creatorSid: app.creatorSid,
      dateCreated: app.dateCreated, dateUpdated: now)
  }
}
