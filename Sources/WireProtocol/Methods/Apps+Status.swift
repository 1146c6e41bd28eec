/// R15 for one app.
package struct AppsDisable: Method {
  package typealias Reply = App
  package static let name = "apps.disable"
  package static let summary = "Disables an app: it gets no tokens, and those that it has are inactive (R15)."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("disabled app \(.app) of account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound, .conflict]
  package static let example = Example(AppsDisable(sid: .sample), .disabledExample)

  package let sid: AppSID

  package init(sid: AppSID) {
    self.sid = sid
  }
}

package struct AppsEnable: Method {
  package typealias Reply = App
  package static let name = "apps.enable"
  package static let summary = "Enables a disabled app: its tokens that have not expired or been revoked work again."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("enabled app \(.app) of account \(.account)")
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound, .conflict]
  package static let example = Example(AppsEnable(sid: .sample), .example)

  package let sid: AppSID

  package init(sid: AppSID) {
    self.sid = sid
  }
}

package struct AppsRevokeTokens: Method {
  package typealias Reply = App
  package static let name = "apps.revoke_tokens"
  package static let summary =
    "Makes every token that an app has been issued so far invalid at once, for good; its secrets work on (R16, R18)."
  package static let access: Callers = [.operators, .people, .holders]
  package static let effect = Effect.changes("revoked all tokens of app \(.app) of account \(.account)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.invalidClient, .roleNotPermitted, .notFound, .conflict]
  package static let example = Example(AppsRevokeTokens(sid: .sample), .revokedTokensExample)

  package let sid: AppSID

  package init(sid: AppSID) {
    self.sid = sid
  }
}
