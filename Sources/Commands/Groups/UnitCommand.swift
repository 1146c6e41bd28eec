import ArgumentParser
import WireProtocol

struct UnitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unit", abstract: "Systemd units of this host that get tokens without any secret.",
    discussion: """
      A unit that is bound to an app says in its [Service] section
        LoadCredential=access-token:/run/oauth-apps/credential.sock
      and finds a new token in $CREDENTIALS_DIRECTORY/access-token at each start.
      One that runs for longer than a token is good renews it: oauthctl unit renew --help.

      Examples:
        oauthctl unit bind report.service OQ... --scope PERMISSION
        oauthctl unit bind 'worker@*.service' OQ...
        oauthctl unit list --app OQ...
        oauthctl unit unbind report.service
      """,
    subcommands: [Bind.self, List.self, Unbind.self, Renew.self])
}

extension UnitCommand {
  struct Bind: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "bind", abstract: UnitBindingsCreate.abstract)

    @Argument(
      help: "The unit's name; 'NAME@*.service' are all instances of a template.", transform: UnitName.init(argument:))
    var unit: UnitName
    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @OptionGroup var grant: GrantOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(
        UnitBindingsCreate(unit: unit, clientId: app, scope: grant.scope, resource: grant.resource),
        from: .appRegistry)
    }
  }

  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: UnitBindingsList.abstract)

    @Option(
      help: "Only the units that are this app.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID?
    @OptionGroup var pages: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.list(pages, from: .appRegistry) {
        UnitBindingsList(clientId: app, pageSize: $0, pageToken: $1)
      }
    }
  }

  struct Unbind: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "unbind", abstract: UnitBindingsDelete.abstract)

    @Argument(
      help: "The unit's name, as oauthctl unit list shows it.", completion: .units,
      transform: UnitName.init(argument:))
    var unit: UnitName
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.perform(
        UnitBindingsDelete(unit: unit), on: .appRegistry, done: "\(unit) is bound to no app any more")
    }
  }
}

extension UnitName {
  /// - Throws: ``UsageFault`` for anything else.
  init(argument: String) throws {
    guard let name = UnitName(argument) else {
      throw UsageFault(
        "a unit's whole name is expected, such as report.service or 'worker@*.service'; timers have none of their own")
    }
    self = name
  }
}
