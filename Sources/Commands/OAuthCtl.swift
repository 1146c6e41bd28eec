import ArgumentParser
import WireProtocol

/// The command line's root: the groups, and what holds for all of them.
struct OAuthCtl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "oauthctl",
    abstract: "Manages accounts, users, OAuth apps, API keys and access tokens through the sockets of oauth-apps.",
    discussion: """
      Examples:
        oauthctl status
        oauthctl account create Acme
        oauthctl permission list --product messaging
        oauthctl app create Billing --account AC... --scope PERMISSION
        oauthctl token issue OQ... --secret-file billing.secret

      Secrets and tokens are read from a file or from standard input, never from
      the command line: other users of the host can see that, and shells keep it.

      Environment:
        OAUTH_APPS_RUNTIME_DIR  directory of the sockets, as --runtime-dir
        OAUTH_CLIENT_SECRET     the client's secret where --secret-file is not given

      Exit status:
        0   done
        1   refused by the service, or authorize answers no
        64  wrong usage: nothing was sent
        69  service unavailable
        74  the output could not be written

      Errors tell a trace id; each service's log has its part under that id.
      """,
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
          StatusCommand.self, MetricsCommand.self, ScaleCommand.self, ConsoleCommand.self, AuditCommand.self,
          SigningKeyCommand.self, BackupCommand.self, RestoreCommand.self, MethodsCommand.self, ProtocolCommand.self,
          CallCommand.self, UpCommand.self,
        ]),
    ])

  static let _errorLabel = "oauthctl"

  @OptionGroup(title: "Global options") var global: GlobalOptions
}
