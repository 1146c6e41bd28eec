import Permissions
import WireProtocol

// What a request says of a key's members is taken over here alone.

extension APIKeysCreate: ClientCreation {
  func client(
    _ sid: APIKeySID, of account: AccountSID, by creator: Creator, checkedAgainst catalogue: Catalogue,
    at now: Timestamp
  ) throws(ServiceError) -> APIKey {
    let type = type ?? .restricted
    switch (type, policy) {
    case (.restricted, nil): throw .restrictedWithoutPolicy
    case (.main, _?): throw .mainWithPolicy
    default: break
    }
    return APIKey(
      sid: sid, type: type, accountSid: account, friendlyName: friendlyName, status: .active,
      policy: try policy?.checked(against: catalogue), createdBy: creator.name, creatorSid: creator.sid,
      dateCreated: now, dateUpdated: now)
  }
}

extension APIKeysUpdate: ClientUpdate {
  func onlyTakesAway(from key: APIKey) -> Bool {
    guard let current = key.policy, let policy = policy(replacing: current), friendlyName == nil else { return false }
    return policy.isWithin(current)
  }

  func handsOnRights(of key: APIKey) -> Bool {
    guard let policy = policy(replacing: key.policy) else { return false }
    return key.policy.map { !policy.isWithin($0) } ?? true
  }

  func changed(_ key: APIKey, checkedAgainst catalogue: Catalogue, at now: Timestamp) throws(ServiceError) -> APIKey {
    if key.type == .main, policy(replacing: nil) != nil { throw .mainWithPolicy }
    return APIKey(
      sid: key.sid, type: key.type, accountSid: key.accountSid, friendlyName: friendlyName ?? key.friendlyName,
      status: key.status, policy: try checkedPolicy(against: catalogue, replacing: key.policy) ?? key.policy,
      createdBy: key.createdBy, creatorSid: key.creatorSid, dateCreated: key.dateCreated, dateUpdated: now,
      dateLastUsed: key.dateLastUsed)
  }
}

extension ServiceError {
  fileprivate static let restrictedWithoutPolicy = ServiceError(
    .invalidParams,
    "policy: a restricted key needs one; give the permissions that it is to have, or create a key of type main, which "
      + "may make every API request of its account",
    path: "policy")

  fileprivate static let mainWithPolicy = ServiceError(
    .invalidParams,
    "policy: a main key has none, it may make every API request of its account; leave it out, or create a restricted "
      + "key",
    path: "policy")
}
