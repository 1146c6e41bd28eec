import ArgumentParser
import WireProtocol

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "API keys: shown with their secret in place of a token.",
    discussion: """
      Examples:
        oauthctl key create Reports --account AC... \\
          --scope /twilio/messaging/messages/list \\
          --secret-file reports.secret
        oauthctl key authorize SK... --secret-file reports.secret GET \\
          https://api.twilio.com/2010-04-01/Accounts/AC.../Messages.json
        oauthctl key rotate SK... --grace 1h
        oauthctl key delete SK...
      """,
    subcommands: [
      Create.self, List.self, Show.self, Update.self, Rotate.self, Delete.self, Authorize.self,
    ])
}

extension KeyCommand {
  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: APIKeysList.abstract)

    @OptionGroup var filter: ClientFilterOptions
    @OptionGroup var pages: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.list(pages, from: .appRegistry) { size, token in
        APIKeysList(
          accountSid: filter.account, name: filter.name, permission: filter.permission, createdBy: filter.createdBy,
          status: filter.status, unusedSince: filter.unused, pageSize: size, pageToken: token)
      }
    }
  }

  struct Show: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: APIKeysGet.abstract)

    @Argument(help: "The key's SID.", completion: .sids(.apiKey), transform: APIKeySID.init(argument:)) var key:
      APIKeySID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(APIKeysGet(sid: key), from: .appRegistry)
    }
  }

  struct Rotate: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate", abstract: APIKeysRotateSecret.abstract,
      discussion: """
        With two secrets at work the older of them is invalid at once, whatever the
        grace period.

        Examples:
          oauthctl key rotate SK... --grace 1d --secret-file reports-2.secret
          oauthctl key rotate SK... --grace 0 --secret-file reports-3.secret
        """)

    @Argument(help: "The key's SID.", completion: .sids(.apiKey), transform: APIKeySID.init(argument:)) var key:
      APIKeySID
    @OptionGroup var grace: GraceOption
    @OptionGroup var secret: NewSecretFile
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(
        APIKeysRotateSecret(sid: key, gracePeriod: grace.grace), from: .appRegistry, secretIn: secret.file)
    }
  }

  struct Delete: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "delete", abstract: APIKeysDelete.abstract)

    @Argument(help: "The key's SID.", completion: .sids(.apiKey), transform: APIKeySID.init(argument:)) var key:
      APIKeySID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.perform(APIKeysDelete(sid: key), on: .appRegistry, done: "deleted \(key)")
    }
  }
}
