import ArgumentParser
import WireProtocol

struct PermissionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "permission", abstract: "The catalogue of permissions: what apps can be allowed to do.",
    discussion: """
      Examples:
        oauthctl permission list --product messaging
        oauthctl permission match GET \\
          https://api.twilio.com/2010-04-01/Accounts/AC.../Messages.json
        oauthctl permission import openapi.yaml --namespace shop \\
          --resource https://api.shop.example --output shop.json
        oauthctl permission check shop.json
      """,
    subcommands: [List.self, Match.self, Check.self, Import.self])
}

extension PermissionCommand {
  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: PermissionsList.abstract)

    @Option(help: "Only those of this product, such as messaging.") var product: String?
    @OptionGroup var pages: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.list(pages, from: .appRegistry) { size, token in
        PermissionsList(product: product, pageSize: size, pageToken: token)
      }
    }
  }

  struct Match: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "match", abstract: PermissionsMatch.abstract,
      discussion: "The exit status is 1 where the request maps to no permission.")

    @OptionGroup var request: APIRequest
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      let match = PermissionsMatch(method: request.method, host: request.url.host, path: request.url.path)
      let answer = try await session.show(match, from: .appRegistry)
      if try answer.reply().permission == nil { throw ExitCode(ExitStatus.refused.rawValue) }
    }
  }
}
