import ArgumentParser
import WireProtocol

/// The command line's root: the groups, and what holds for all of them.
struct OAuthCtl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "oauthctl",
    abstract: "Manages accounts, users, OAuth apps, API keys and access tokens through the sockets of oauth-apps.",
    discussion: discussion,
    version: productVersion,
    groupedSubcommands: [
      CommandGroup(
        name: "Accounts and people",
        subcommands: [AccountCommand.self, UserCommand.self, RoleCommand.self, WhoamiCommand.self]),
      CommandGroup(
        name: "Apps",
        subcommands: [
          AppCommand.self, SecretCommand.self, KeyCommand.self, PermissionCommand.self, TokenCommand.self,
          UnitCommand.self,
        ]),
      CommandGroup(
        name: "Services",
        subcommands: [
          StatusCommand.self, WatchCommand.self, MetricsCommand.self, ScaleCommand.self, ConsoleCommand.self,
          AuditCommand.self,
          SigningKeyCommand.self, BackupCommand.self, RestoreCommand.self, MethodsCommand.self, ProtocolCommand.self,
          CallCommand.self, UpCommand.self, ManualCommand.self,
        ]),
    ])

  static let _errorLabel = "oauthctl"

  @OptionGroup(title: "Global options") var global: GlobalOptions
}
