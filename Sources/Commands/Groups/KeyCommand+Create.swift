import ArgumentParser
import WireProtocol

extension KeyCommand {
  struct Create: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: APIKeysCreate.abstract,
      discussion: """
        The secret is told this one time. Have it written to a file that only you
        can read, which key authorize then takes.

        Examples:
          oauthctl key create Reports --account AC... \\
            --scope /twilio/messaging/messages/list \\
            --secret-file reports.secret
          oauthctl key create Root --account AC... --main --secret-file root.secret
        """)

    @Argument(help: "What people call it, 1 to 64 characters.", transform: FriendlyName.init(argument:)) var name:
      FriendlyName
    @Option(help: "The account that it belongs to.", completion: .sids(.account), transform: AccountSID.init(argument:))
    var account: AccountSID
    @Option(
      name: .customLong("scope"),
      help: ArgumentHelp(
        "A permission that it has; repeatable, up to 100 with those denied. .../* is every action of a resource.",
        valueName: "permission"), completion: .permissions)
    var scopes: [String] = []
    @Option(
      name: .customLong("deny"),
      help: ArgumentHelp("A permission that it must not have; beats --scope; repeatable.", valueName: "permission"),
      completion: .permissions)
    var denied: [String] = []
    @Flag(name: .customLong("main"), help: "Make a main key, which may make every API request of its account.")
    var isMain =
      false
    @OptionGroup var secret: NewSecretFile
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard !isMain || scopes.isEmpty && denied.isEmpty else {
        throw ValidationError("--main excludes --scope and --deny: a main key may make every API request.")
      }
      guard isMain || !scopes.isEmpty else {
        throw ValidationError(
          "Give --scope for each permission that it is to have, or --main for a key that may make every API request.")
      }
    }

    func run(in session: Session) async throws {
      let create = APIKeysCreate(
        accountSid: account, friendlyName: name, type: isMain ? .main : .restricted,
        policy: isMain ? nil : Policy(allow: scopes, deny: denied))
      try await session.show(create, from: .appRegistry, secretIn: secret.file)
    }
  }
}
