/// What is asked about apps and API keys together.
package let clientMethods = Interface(ClientsListSecrets.self, ClientsNoteUses.self)

package struct ClientsListSecrets: Method {
  package typealias Reply = Page<Secret>
  package static let name = "clients.list_secrets"
  package static let summary = """
    Lists the secrets that end soon, of all apps and API keys that the caller may use: those that work now, the next \
    to end first.
    """
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.roleNotPermitted, .notFound]
  package static let example = Example(ClientsListSecrets(expiresBefore: .example + 7 * 86_400), Page([.example]))

  package let accountSid: AccountSID?
  package let expiresBefore: Timestamp
  package let pageSize: PageSize?
  package let pageToken: String?

  package static let notes = [
    "account_sid": "Only those of this account's apps and API keys.",
    "expires_before": "Only those that do not work at this moment any more.",
    "page_size": "A page may hold fewer, or none, and still have a `next_page_token`.",
  ]

  package init(
    accountSid: AccountSID? = nil, expiresBefore: Timestamp, pageSize: PageSize? = nil, pageToken: String? = nil
  ) {
    self.accountSid = accountSid
    self.expiresBefore = expiresBefore
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct ClientsNoteUses: Method {
  package typealias Reply = NoContent
  package static let name = "clients.note_uses"
  package static let summary = """
    Takes note of when apps and API keys were used last. A later use that is known stays, unless it is still to come, \
    and who is gone is passed over.
    """
  package static let access: Callers = [.service(.tokenIssuer)]
  package static let effect = Effect.takesNote
  package static let example = Example(
    ClientsNoteUses(uses: [NotedUse(clientId: .sample, dateLastUsed: .example)]), NoContent())

  package let uses: [NotedUse]

  package init(uses: [NotedUse]) {
    self.uses = uses
  }
}
