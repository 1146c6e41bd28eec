import ArgumentParser
import WireProtocol

struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Users: the people who manage apps.",
    discussion: """
      A process that runs under a user's Unix login is that user; what one may do
      hangs on the roles granted (oauthctl role).

      Examples:
        oauthctl user create Ada --unix-user ada
        oauthctl user delete US...
      """,
    subcommands: [Create.self, List.self, Show.self, Update.self, Delete.self])
}

extension UserCommand {
  struct Create: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: UsersCreate.abstract)

    @Argument(help: "What people call the user, 1 to 64 characters.", transform: FriendlyName.init(argument:)) var name:
      FriendlyName
    @Option(help: ArgumentHelp("Login name: its processes are this user.", valueName: "login")) var unixUser: String?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(UsersCreate(friendlyName: name, unixUser: unixUser), from: .appRegistry)
    }
  }

  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: UsersList.abstract)

    @OptionGroup var pages: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.list(pages, from: .appRegistry) { size, token in UsersList(pageSize: size, pageToken: token) }
    }
  }

  struct Show: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: UsersGet.abstract)

    @Argument(help: "The user's SID.", completion: .sids(.user), transform: UserSID.init(argument:)) var user: UserSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(UsersGet(sid: user), from: .appRegistry)
    }
  }

  struct Update: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "update", abstract: UsersUpdate.abstract)

    @Argument(help: "The user's SID.", completion: .sids(.user), transform: UserSID.init(argument:)) var user: UserSID
    @Option(help: "What people call the user, 1 to 64 characters.", transform: FriendlyName.init(argument:)) var name:
      FriendlyName?
    @Option(help: ArgumentHelp("Login name; '' takes it away.", valueName: "login")) var unixUser: String?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard name != nil || unixUser != nil else {
        throw ValidationError("nothing to change; give --name or --unix-user")
      }
    }

    func run(in session: Session) async throws {
      try await session.show(UsersUpdate(sid: user, friendlyName: name, unixUser: unixUser), from: .appRegistry)
    }
  }

  struct Delete: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "delete", abstract: UsersDelete.abstract)

    @Argument(help: "The user's SID.", completion: .sids(.user), transform: UserSID.init(argument:)) var user: UserSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.perform(UsersDelete(sid: user), on: .appRegistry, done: "deleted \(user)")
    }
  }
}
