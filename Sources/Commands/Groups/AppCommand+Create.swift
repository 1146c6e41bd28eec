import ArgumentParser
import WireProtocol

extension AppCommand {
  struct Create: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: AppsCreate.abstract,
      discussion: """
        The secret is told this one time. Have it written to a file that only you
        can read, which token issue then takes.

        Examples:
          oauthctl app create Billing --account AC... \\
            --scope /twilio/messaging/messages/list \\
            --secret-file billing.secret
          oauthctl app create Support --account AC... --token-ttl 10m \\
            --scope '/twilio/messaging/messages/*' \\
            --deny /twilio/messaging/messages/delete
          oauthctl app create Invoices --account AC... --public-key invoices.pub \\
            --scope /twilio/messaging/messages/list
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
    var scopes: [String]
    @Option(
      name: .customLong("deny"),
      help: ArgumentHelp("A permission that it must not have; beats --scope; repeatable.", valueName: "permission"),
      completion: .permissions)
    var denied: [String] = []
    @Option(help: "What it is for, up to 256 characters.", transform: AppDescription.init(argument:)) var description:
      AppDescription?
    @Option(
      help: ArgumentHelp(
        "How long its tokens live: 1m to 30d; seconds, or a number with s, m, h, d or w. (default: 3600)",
        valueName: "duration"),
      transform: TokenLifetime.init(duration:))
    var tokenTtl: TokenLifetime?
    @Option(
      help: ArgumentHelp(
        "How the scope of tokens is written that are asked for without one: names or wildcards. (default: names)",
        valueName: "form"))
    var defaultScope: DefaultScope?
    @Option(
      help: ArgumentHelp(
        "When its secret ends: 90d from now, or 2027-01-31T00:00:00Z. (default: never)", valueName: "moment"),
      transform: Expiry.init(argument:))
    var expires: Expiry?
    @Option(help: "Only us1 is served. (default: us1)") var region: String?
    @Option(
      name: .customLong("public-key"),
      help: ArgumentHelp(
        "File that holds the app's public key, PEM or JSON Web Key; the app then has no secret.",
        valueName: "file"),
      completion: .file(), transform: InputSource.init(argument:))
    var publicKey: InputSource?
    @OptionGroup var secret: NewSecretFile
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      try expires?.requireSame(in: global)
      guard publicKey == nil || secret.file == nil else {
        throw ValidationError("An app with a public key has no secret to write to a file.")
      }
    }

    func run(in session: Session) async throws {
      let key = try publicKey?.readPublicKey(on: session.host)
      let create = AppsCreate(
        accountSid: account, friendlyName: name, description: description, policy: Policy(allow: scopes, deny: denied),
        region: region, accessTokenTTL: tokenTtl, tokenEndpointAuthMethod: key.map { _ in .privateKeyJWT },
        jwks: key.map { PublicJWKSet(keys: [$0]) }, defaultScope: defaultScope, secretExpires: expires?.moment)
      let session = session.repeated(with: expires?.repetition)
      if key != nil {
        try await session.show(create, from: .appRegistry)
      } else {
        try await session.show(create, from: .appRegistry, secretIn: secret.file)
      }
    }
  }
}
