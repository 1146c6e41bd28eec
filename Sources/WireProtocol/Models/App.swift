/// An OAuth app: the client of the client-credentials grant (RFC 6749 section 4.4).
package struct App: Listed {
  package static let listName = "apps"

  /// The `client_id`.
  package let sid: AppSID
  package let type: AppType
  package let accountSid: AccountSID
  package let friendlyName: FriendlyName
  package let description: AppDescription
  package let status: AppStatus
  /// R1: always `us1`.
  package let region: String
  package let policy: Policy
  /// Seconds that a token lives (R4).
  package let accessTokenTTL: TokenLifetime
  /// Name of the user or operator that created it; stays when that user is gone (R6).
  package let createdBy: String
  /// That user's SID; missing where an operator created the app.
  package let creatorSid: UserSID?
  package let dateCreated: Timestamp
  package let dateUpdated: Timestamp
  package let tokenEndpointAuthMethod: TokenEndpointAuthMethod
  /// Missing where there never was one.
  package let keys: [AppKey]?
  /// How a token's scope is written that was asked for without one; missing from an earlier release: wildcards.
  package let defaultScope: DefaultScope?
  /// Bytes that such a token takes at the most; missing from an earlier release.
  package var tokenSize: Int?
  /// Where a token would be too large for others.
  package var tokenSizeWarning: String?
  /// Missing as long as its tokens have never been revoked together.
  package let tokenEpoch: TokenEpoch?
  /// Missing where no use of it is known. Precise to a minute, and told within two.
  package let dateLastUsed: Timestamp?

  package init(
    sid: AppSID, type: AppType = .clientCredentials, accountSid: AccountSID, friendlyName: FriendlyName,
    description: AppDescription,
    status: AppStatus, region: String, policy: Policy, accessTokenTTL: TokenLifetime, createdBy: String,
    creatorSid: UserSID?,
    dateCreated: Timestamp, dateUpdated: Timestamp,
    tokenEndpointAuthMethod: TokenEndpointAuthMethod = .clientSecretBasic, keys: [AppKey]? = nil,
    defaultScope: DefaultScope? = .names, tokenEpoch: TokenEpoch? = nil, dateLastUsed: Timestamp? = nil
  ) {
    self.sid = sid
    self.type = type
    self.accountSid = accountSid
    self.friendlyName = friendlyName
    self.description = description
    self.status = status
    self.region = region
    self.policy = policy
    self.accessTokenTTL = accessTokenTTL
    self.createdBy = createdBy
    self.creatorSid = creatorSid
    self.dateCreated = dateCreated
    self.dateUpdated = dateUpdated
    self.tokenEndpointAuthMethod = tokenEndpointAuthMethod
    self.keys = keys
    self.defaultScope = defaultScope
    self.tokenEpoch = tokenEpoch
    self.dateLastUsed = dateLastUsed
  }
}

package enum AppType: String, Choice {
  case clientCredentials = "client_credentials"
}

/// How the scope of a token is written that was asked for without one (R12).
package enum DefaultScope: String, Choice {
  /// By the name of each permission.
  case names
  /// With the wildcards of the policy, so that the token is small.
  case wildcards
}

/// R15: an app is what its account, and that account's parent, allow it to be, unless it is disabled itself. A deleted
/// app is not found.
package enum AppStatus: String, Choice {
  case active, suspended, closed
  case disabled
}
