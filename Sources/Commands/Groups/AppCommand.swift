import ArgumentParser
import WireProtocol

struct AppCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "app", abstract: "OAuth apps: clients that trade an id and a secret for access tokens.",
    discussion: """
      Examples:
        oauthctl app create Billing --account AC... \\
          --scope /twilio/messaging/messages/list
        oauthctl app list --account AC...
        oauthctl app list --unused 90d
        oauthctl app update OQ... --token-ttl 10m
        oauthctl app delete OQ...
      """,
    subcommands: [
      Create.self, List.self, Show.self, Update.self, Delete.self, Enable.self, Disable.self, RevokeTokens.self,
      Key.self,
    ])
}

extension AppCommand {
  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: AppsList.abstract)

    @OptionGroup var filter: ClientFilterOptions
    @OptionGroup var pages: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.list(pages, from: .appRegistry) { size, token in
        AppsList(
          accountSid: filter.account, name: filter.name, permission: filter.permission, createdBy: filter.createdBy,
          status: filter.status, unusedSince: filter.unused, pageSize: size, pageToken: token)
      }
    }
  }

  struct Show: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: AppsGet.abstract)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(AppsGet(sid: app), from: .appRegistry)
    }
  }

  struct Delete: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "delete", abstract: AppsDelete.abstract)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.perform(AppsDelete(sid: app), on: .appRegistry, done: "deleted \(app)")
    }
  }
}
