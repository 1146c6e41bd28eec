package struct AppsRotateSecret: Method {
  package typealias Reply = IssuedSecret
  package static let name = "apps.rotate_secret"
  package static let summary =
    "Makes a new secret and shows it, once; the one it replaces works on for its grace period (R8, R9, R10)."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("rotated to secret \(.secret) of app \(.app) of account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound, .conflict]
  package static let example = Example(AppsRotateSecret(sid: .sample), .example)

  package let sid: AppSID
  package let gracePeriod: GracePeriod?
  package let secretExpires: Timestamp?

  package static let notes = [
    "grace_period": """
    Seconds that the old secret works on; \(GracePeriod.standard.value) unless said otherwise. 0 makes every earlier \
    secret of the app, and every token issued with one, invalid at once.
    """,
    "secret_expires": "From when on the new secret does not work; without it there is no such end.",
  ]

  package init(sid: AppSID, gracePeriod: GracePeriod? = nil, secretExpires: Timestamp? = nil) {
    self.sid = sid
    self.gracePeriod = gracePeriod
    self.secretExpires = secretExpires
  }
}

package struct AppsListSecrets: Method {
  package typealias Reply = Page<Secret>
  package static let name = "apps.list_secrets"
  package static let summary = "Lists an app's secrets, newest first, without the secrets themselves."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound]
  package static let example = Example(AppsListSecrets(sid: .sample), Page([.example]))

  package let sid: AppSID
  package let expiresBefore: Timestamp?
  package let pageSize: PageSize?
  package let pageToken: String?

  package static let notes = ["expires_before": "Only those that work now, and not at that moment any more."]

  package init(
    sid: AppSID, expiresBefore: Timestamp? = nil, pageSize: PageSize? = nil, pageToken: String? = nil
  ) {
    self.sid = sid
    self.expiresBefore = expiresBefore
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct AppsRevokeSecret: Method {
  package typealias Reply = Secret
  package static let name = "apps.revoke_secret"
  package static let summary =
    "Revokes a compromised secret: it and the tokens issued with it are invalid at once (R10)."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("revoked secret \(.secret) of app \(.app) of account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound, .conflict]
  package static let example = Example(
    AppsRevokeSecret(sid: .sample, secretSid: .sample), .revokedExample)

  package let sid: AppSID
  package let secretSid: SecretSID

  package init(sid: AppSID, secretSid: SecretSID) {
    self.sid = sid
    self.secretSid = secretSid
  }
}
