import ArgumentParser
import WireProtocol

struct RoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "Roles: what a user may do in an account.",
    discussion: """
      Owner, administrator and developer may manage the account's apps; support
      and billing_manager may not.

      Examples:
        oauthctl role grant US... AC... developer
        oauthctl role list AC...
      """,
    subcommands: [Grant.self, Revoke.self, List.self])
}

extension RoleCommand {
  struct Grant: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "grant", abstract: RolesGrant.abstract)

    @OptionGroup var grant: GrantArguments
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(
        RolesGrant(userSid: grant.user, accountSid: grant.account, role: grant.role), from: .appRegistry)
    }
  }

  struct Revoke: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: RolesRevoke.abstract)

    @OptionGroup var grant: GrantArguments
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.perform(
        RolesRevoke(userSid: grant.user, accountSid: grant.account, role: grant.role), on: .appRegistry,
        done: "\(grant.user) is no longer \(grant.role.rawValue) of \(grant.account)")
    }
  }

  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: RolesList.abstract)

    @Argument(help: "The account's SID.", completion: .sids(.account), transform: AccountSID.init(argument:))
    var account: AccountSID
    @OptionGroup var pages: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.list(pages, from: .appRegistry) { size, token in
        RolesList(accountSid: account, pageSize: size, pageToken: token)
      }
    }
  }

  /// A user, the account, and the role that the user has there.
  struct GrantArguments: ParsableArguments {
    @Argument(help: "The user's SID.", completion: .sids(.user), transform: UserSID.init(argument:)) var user: UserSID
    @Argument(help: "The account's SID.", completion: .sids(.account), transform: AccountSID.init(argument:))
    var account: AccountSID
    @Argument(help: "The role.") var role: Role
  }
}
