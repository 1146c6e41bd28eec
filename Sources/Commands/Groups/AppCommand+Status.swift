import ArgumentParser
import WireProtocol

extension AppCommand {
  struct Enable: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "enable", abstract: AppsEnable.abstract)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(AppsEnable(sid: app), from: .appRegistry)
    }
  }

  struct Disable: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "disable", abstract: AppsDisable.abstract)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(AppsDisable(sid: app), from: .appRegistry)
    }
  }

  struct RevokeTokens: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke-tokens", abstract: AppsRevokeTokens.abstract,
      discussion: "When a secret is known to others as well: oauthctl secret rotate OQ... --grace 0 ends both.")

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.show(AppsRevokeTokens(sid: app), from: .appRegistry)
    }
  }
}
