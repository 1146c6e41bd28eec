import ArgumentParser
import WireProtocol

struct AccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Accounts and their subaccounts: who owns apps.",
    discussion: """
      Examples:
        oauthctl account create Acme
        oauthctl account create "Acme Europe" --parent AC... --type trial
        oauthctl account suspend AC...
      """,
    subcommands: [Create.self, List.self, Show.self, Update.self, Suspend.self, Resume.self, Close.self])
}

extension AccountCommand {
  struct Create: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: AccountsCreate.abstract)

    @Argument(help: "What people call it, 1 to 64 characters.", transform: FriendlyName.init(argument:)) var name:
      FriendlyName
    @Option(
      help: "Make a subaccount of this account.", completion: .sids(.account), transform: AccountSID.init(argument:))
    var parent: AccountSID?
    @Option(help: "What it is billed as; restricts nothing. (default: full)") var type: AccountType?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(AccountsCreate(friendlyName: name, type: type, parentSid: parent), from: .appRegistry)
    }
  }

  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: AccountsList.abstract)

    @Option(
      help: "Only the subaccounts of this account.", completion: .sids(.account), transform: AccountSID.init(argument:))
    var parent: AccountSID?
    @OptionGroup var pages: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.list(pages, from: .appRegistry) { size, token in
        AccountsList(parentSid: parent, pageSize: size, pageToken: token)
      }
    }
  }

  struct Show: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: AccountsGet.abstract)

    @Argument(help: "The account's SID.", completion: .sids(.account), transform: AccountSID.init(argument:))
    var account: AccountSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(AccountsGet(sid: account), from: .appRegistry)
    }
  }

  struct Update: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "update", abstract: AccountsUpdate.abstract)

    @Argument(help: "The account's SID.", completion: .sids(.account), transform: AccountSID.init(argument:))
    var account: AccountSID
    @Option(help: "What people call it, 1 to 64 characters.", transform: FriendlyName.init(argument:)) var name:
      FriendlyName?
    @Option(help: "What it is billed as; restricts nothing.") var type: AccountType?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard name != nil || type != nil else { throw ValidationError("nothing to change; give --name or --type") }
    }

    func run(in session: Session) async throws {
      try await session.show(AccountsUpdate(sid: account, friendlyName: name, type: type), from: .appRegistry)
    }
  }

  struct Suspend: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "suspend", abstract: AccountsSuspend.abstract)

    @Argument(help: "The account's SID.", completion: .sids(.account), transform: AccountSID.init(argument:))
    var account: AccountSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(AccountsSuspend(sid: account), from: .appRegistry)
    }
  }

  struct Resume: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: AccountsResume.abstract)

    @Argument(help: "The account's SID.", completion: .sids(.account), transform: AccountSID.init(argument:))
    var account: AccountSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(AccountsResume(sid: account), from: .appRegistry)
    }
  }

  struct Close: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "close", abstract: AccountsClose.abstract)

    @Argument(help: "The account's SID.", completion: .sids(.account), transform: AccountSID.init(argument:))
    var account: AccountSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(AccountsClose(sid: account), from: .appRegistry)
    }
  }
}
