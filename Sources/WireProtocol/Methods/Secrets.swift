/// Secrets of clients, which are apps and API keys, for the registry and the issuer only.
package let secretMethods = Interface(
  SecretsCreate.self, SecretsRotate.self, SecretsVerify.self, SecretsGet.self, SecretsList.self, SecretsRevoke.self,
  SecretsDestroy.self, SecretsListExpiring.self, SecretsNoteUses.self)

package struct SecretsCreate: Method {
  package typealias Reply = IssuedSecret
  package static let name = "secrets.create"
  package static let summary = "Makes the first secret of a client."
  package static let access: Callers = [.service(.appRegistry)]
  package static let effect = Effect.changes("made secret \(.secret) of \(either: .app, or: .apiKey)")
  package static let errors: [KnownErrorCode] = [.alreadyExists]
  package static let example = Example(SecretsCreate(clientId: .sample), .firstExample)

  package let clientId: ClientID
  package let dateExpires: Timestamp?

  package init(clientId: ClientID, dateExpires: Timestamp? = nil) {
    self.clientId = clientId
    self.dateExpires = dateExpires
  }
}

package struct SecretsRotate: Method {
  package typealias Reply = IssuedSecret
  package static let name = "secrets.rotate"
  package static let summary = "Makes a new secret and lets the one it replaces run out (R8, R9, R10)."
  package static let access: Callers = [.service(.appRegistry)]
  package static let effect = Effect.changes("rotated to secret \(.secret) of \(either: .app, or: .apiKey)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.notFound]
  package static let example = Example(SecretsRotate(clientId: .sample), .example)

  package let clientId: ClientID
  package let gracePeriod: GracePeriod?
  package let mayBeFirst: Bool?
  package let dateExpires: Timestamp?

  package static let notes = [
    "grace_period":
      "Seconds that the old secret works on; \(GracePeriod.standard.value) unless said otherwise, 0 revokes all.",
    "may_be_first": "Whether a client that never had a secret gets one; not unless said so.",
    "date_expires": "Of the new secret.",
  ]

  package init(
    clientId: ClientID, gracePeriod: GracePeriod? = nil, mayBeFirst: Bool? = nil, dateExpires: Timestamp? = nil
  ) {
    self.clientId = clientId
    self.gracePeriod = gracePeriod
    self.mayBeFirst = mayBeFirst
    self.dateExpires = dateExpires
  }
}

package struct SecretsVerify: Method {
  package typealias Reply = SecretVerification
  package static let name = "secrets.verify"
  package static let summary = "Tells whether a secret is the client's and works, and which one it is."
  package static let access: Callers = [.service(.tokenIssuer), .service(.appRegistry)]
  package static let effect = Effect.reads
  package static let example = Example(SecretsVerify(clientId: .sample, clientSecret: Sensitive("s3cr3t")), .example)

  package let clientId: ClientID
  package let clientSecret: Sensitive

  package init(clientId: ClientID, clientSecret: Sensitive) {
    self.clientId = clientId
    self.clientSecret = clientSecret
  }
}

package struct SecretsGet: Method {
  package typealias Reply = Secret
  package static let name = "secrets.get"
  package static let summary = "Shows one secret of a client, without the secret itself."
  package static let access: Callers = [.service(.tokenIssuer)]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.notFound]
  package static let example = Example(SecretsGet(clientId: .sample, secretSid: .sample), .example)

  package let clientId: ClientID
  package let secretSid: SecretSID

  package init(clientId: ClientID, secretSid: SecretSID) {
    self.clientId = clientId
    self.secretSid = secretSid
  }
}

package struct SecretsList: Method {
  package typealias Reply = Page<Secret>
  package static let name = "secrets.list"
  package static let summary = "Lists a client's secrets, newest first, without the secrets themselves."
  package static let access: Callers = [.service(.appRegistry)]
  package static let effect = Effect.reads
  package static let example = Example(SecretsList(clientId: .sample), Page([.example]))

  package let clientId: ClientID
  package let expiresBefore: Timestamp?
  package let pageSize: PageSize?
  package let pageToken: String?

  package static let notes = AppsListSecrets.notes

  package init(
    clientId: ClientID, expiresBefore: Timestamp? = nil, pageSize: PageSize? = nil, pageToken: String? = nil
  ) {
    self.clientId = clientId
    self.expiresBefore = expiresBefore
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct SecretsRevoke: Method {
  package typealias Reply = Secret
  package static let name = "secrets.revoke"
  package static let summary =
    "Declares a secret compromised: it and the tokens issued with it are invalid at once (R10)."
  package static let access: Callers = [.service(.appRegistry)]
  package static let effect = Effect.changes("revoked secret \(.secret) of \(either: .app, or: .apiKey)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.notFound]
  package static let example = Example(
    SecretsRevoke(clientId: .sample, secretSid: .sample), .revokedExample)

  package let clientId: ClientID
  package let secretSid: SecretSID

  package init(clientId: ClientID, secretSid: SecretSID) {
    self.clientId = clientId
    self.secretSid = secretSid
  }
}

package struct SecretsDestroy: Method {
  package typealias Reply = NoContent
  package static let name = "secrets.destroy"
  package static let summary = "Forgets all secrets of a client. Done twice it does no harm."
  package static let access: Callers = [.service(.appRegistry)]
  package static let effect = Effect.changes("destroyed the secrets of \(either: .app, or: .apiKey)")
  package static let takesAway = true
  package static let example = Example(SecretsDestroy(clientId: .sample), NoContent())

  package let clientId: ClientID

  package init(clientId: ClientID) {
    self.clientId = clientId
  }
}

package struct SecretsListExpiring: Method {
  package typealias Reply = Page<Secret>
  package static let name = "secrets.list_expiring"
  package static let summary = "Lists the secrets of all clients that work now and end soon, the next to end first."
  package static let access: Callers = [.service(.appRegistry)]
  package static let effect = Effect.reads
  package static let example = Example(SecretsListExpiring(expiresBefore: .example + 7 * 86_400), Page([.example]))

  package let expiresBefore: Timestamp
  package let pageSize: PageSize?
  package let pageToken: String?

  package static let notes = ["expires_before": "Only those that do not work at this moment any more."]

  package init(expiresBefore: Timestamp, pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.expiresBefore = expiresBefore
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct SecretsNoteUses: Method {
  package typealias Reply = NoContent
  package static let name = "secrets.note_uses"
  package static let summary = """
    Takes note of when secrets were used last. A later use that is known stays, unless it is still to come, and what \
    is gone is passed over.
    """
  package static let access: Callers = [.service(.tokenIssuer)]
  package static let effect = Effect.takesNote
  package static let example = Example(
    SecretsNoteUses(uses: [NotedUse(clientId: .sample, secretSid: .sample, dateLastUsed: .example)]), NoContent())

  package let uses: [NotedUse]

  package init(uses: [NotedUse]) {
    self.uses = uses
  }
}
