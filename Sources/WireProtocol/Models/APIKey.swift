/// An API key: a client that shows its secret with each request in place of a token (R13).
package struct APIKey: Listed {
  package static let listName = "api_keys"

  /// How many main keys an account may have: a secret that comes with the account's SID is compared with that of each.
  package static let mostMainKeys = 16

  package let sid: APIKeySID
  package let type: APIKeyType
  package let accountSid: AccountSID
  package let friendlyName: FriendlyName
  /// R15: as that of an app.
  package let status: AppStatus
  /// What a restricted key may do; a main key has none.
  package let policy: Policy?
  /// Name of the user or operator that created it; stays when that user is gone (R6).
  package let createdBy: String
  /// That user's SID; missing where an operator created the key.
  package let creatorSid: UserSID?
  package let dateCreated: Timestamp
  package let dateUpdated: Timestamp
  /// As that of an app.
  package let dateLastUsed: Timestamp?

  package init(
    sid: APIKeySID, type: APIKeyType, accountSid: AccountSID, friendlyName: FriendlyName, status: AppStatus,
    policy: Policy?, createdBy: String, creatorSid: UserSID?, dateCreated: Timestamp, dateUpdated: Timestamp,
    dateLastUsed: Timestamp? = nil
  ) {
    self.sid = sid
    self.type = type
    self.accountSid = accountSid
    self.friendlyName = friendlyName
    self.status = status
    self.policy = policy
    self.createdBy = createdBy
    self.creatorSid = creatorSid
    self.dateCreated = dateCreated
    self.dateUpdated = dateUpdated
    self.dateLastUsed = dateLastUsed
  }
}

package enum APIKeyType: String, Choice {
  /// May do what its policy allows.
  case restricted
  /// May make every API request of its own account.
  case main
}
