import ArgumentParser
import WireProtocol

struct SecretCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secret", abstract: "An app's secrets: at most two of them work at a time.",
    discussion: """
      Examples:
        oauthctl secret rotate OQ...            the old one works for another day
        oauthctl secret rotate OQ... --grace 0  all earlier ones end, and their tokens
        oauthctl secret rotate OQ... --expires 90d
        oauthctl secret list --expiring 7d      of all apps and API keys
        oauthctl secret revoke OQ... CS...
      """,
    subcommands: [Rotate.self, List.self, Revoke.self])
}

extension SecretCommand {
  struct Rotate: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate", abstract: AppsRotateSecret.abstract,
      discussion: """
        With two secrets at work the older of them is invalid at once, whatever the
        grace period.

        Examples:
          oauthctl secret rotate OQ... --grace 1d --secret-file billing-2.secret
          oauthctl secret rotate OQ... --grace 0 --secret-file billing-3.secret
        """)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @OptionGroup var grace: GraceOption
    @Option(
      help: ArgumentHelp(
        "When the new secret ends: 90d from now, or 2027-01-31T00:00:00Z. (default: never)", valueName: "moment"),
      transform: Expiry.init(argument:))
    var expires: Expiry?
    @OptionGroup var secret: NewSecretFile
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      try expires?.requireSame(in: global)
    }

    func run(in session: Session) async throws {
      try await session.repeated(with: expires?.repetition).show(
        AppsRotateSecret(sid: app, gracePeriod: grace.grace, secretExpires: expires?.moment), from: .appRegistry,
        secretIn: secret.file)
    }
  }

  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: AppsListSecrets.abstract,
      discussion: """
        Without an app, those of all apps and API keys that end soon, the next to end
        first; --account shows one account's alone.
        """)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID?
    @Option(
      help: "Only those of this account's apps and API keys; with --expiring, without an app.",
      completion: .sids(.account), transform: AccountSID.init(argument:))
    var account: AccountSID?
    @Option(
      help: ArgumentHelp(
        "Only those that work now and end before then: 7d from now, or 2027-01-31T00:00:00Z.", valueName: "moment"),
      transform: Timestamp.init(moment:))
    var expiring: Timestamp?
    @OptionGroup var pages: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard app == nil ? expiring != nil : account == nil else {
        throw ValidationError("Give an app, or --expiring for the secrets of all that end soon, or of an --account.")
      }
    }

    func run(in session: Session) async throws {
      if let app {
        try await session.list(pages, from: .appRegistry) { size, token in
          AppsListSecrets(sid: app, expiresBefore: expiring, pageSize: size, pageToken: token)
        }
      } else if let expiring {
        try await session.list(pages, from: .appRegistry) { size, token in
          ClientsListSecrets(accountSid: account, expiresBefore: expiring, pageSize: size, pageToken: token)
        }
      }
    }
  }

  struct Revoke: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: AppsRevokeSecret.abstract)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @Argument(help: "The secret's SID.", transform: SecretSID.init(argument:)) var secret: SecretSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(AppsRevokeSecret(sid: app, secretSid: secret), from: .appRegistry)
    }
  }
}
