import ArgumentParser
import WireProtocol

struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Access tokens: get one, ask about one, end one.",
    discussion: """
      Examples:
        oauthctl token issue OQ... --secret-file billing.secret \\
          --token-file billing.token
        oauthctl token introspect billing.token
        oauthctl token authorize billing.token GET \\
          https://api.twilio.com/2010-04-01/Accounts/AC.../Messages.json
        oauthctl token revoke billing.token --client OQ... \\
          --secret-file billing.secret
      """,
    subcommands: [Issue.self, Introspect.self, Authorize.self, Revoke.self])
}

extension TokenCommand {
  struct Issue: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "issue", abstract: TokensIssue.abstract,
      discussion: """
        Examples:
          oauthctl token issue OQ... --secret-file billing.secret \\
            --token-file billing.token
          oauthctl token issue OQ... --secret-file - < billing.secret \\
            --scope /twilio/messaging/messages/list
          oauthctl token issue OQ... --private-key billing.key
          oauthctl token issue OQ... --secret-file billing.secret |
            awk '/^access_token:/ { print $2 }' | oauthctl token introspect -
        """)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @OptionGroup var grant: GrantOptions
    @OptionGroup var credentials: ClientCredentials
    @Option(
      help: ArgumentHelp(
        "Write the token to this new file, with mode 0600, instead of printing it.", valueName: "file"),
      completion: .file(), transform: PrivateFile.init(argument:))
    var tokenFile: PrivateFile?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      let shown = try await credentials.read(for: app, in: session)
      let issue = TokensIssue(
        clientId: app, clientSecret: shown.secret, clientAssertionType: shown.assertion.map { _ in .jwtBearer },
        clientAssertion: shown.assertion, scope: grant.scope, resource: grant.resource)
      if let tokenFile { return try await session.show(issue, from: .tokenIssuer, keeping: "token", in: tokenFile) }
      try await session.show(issue, from: .tokenIssuer)
    }
  }

  struct Introspect: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "introspect", abstract: TokensIntrospect.abstract,
      discussion: "A token that is not active is an answer, no failure: the exit status is 0.")

    @OptionGroup var token: TokenArgument
    @Option(help: ArgumentHelp("Only if the token is for this API.", valueName: "uri")) var resource: String?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      let question = TokensIntrospect(token: try token.read(on: session.host), resource: resource)
      try await session.show(question, from: .tokenIssuer)
    }
  }

  struct Authorize: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "authorize", abstract: TokensAuthorize.abstract,
      discussion: "The exit status is 0 if the token may, 1 if it may not.")

    @OptionGroup var token: TokenArgument
    @OptionGroup var request: APIRequest
    @Option(help: ArgumentHelp("Only if the request, and the token, are for this API.", valueName: "uri"))
    var resource: String?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      let question = TokensAuthorize(
        token: try token.read(on: session.host), method: request.method, host: request.url.host, path: request.url.path,
        accountSid: request.account, resource: resource)
      try await session.decide(question)
    }
  }

  struct Revoke: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke", abstract: TokensRevoke.abstract,
      discussion: "A token that is unknown, or another client's, is left alone; the exit status is 0 then, too.")

    @OptionGroup var token: TokenArgument
    @Option(
      help: "The client id of the app that the token was issued to.", completion: .sids(.app),
      transform: AppSID.init(argument:))
    var client: AppSID
    @OptionGroup var credentials: ClientCredentials
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard token.source != .standardInput || credentials.source != .standardInput else {
        throw ValidationError("Standard input holds either the token or the secret; give a file for the other.")
      }
    }

    func run(in session: Session) async throws {
      let token = try token.read(on: session.host)
      let shown = try await credentials.read(for: client, in: session)
      let revocation = TokensRevoke(
        token: token, clientId: client, clientSecret: shown.secret,
        clientAssertionType: shown.assertion.map { _ in .jwtBearer }, clientAssertion: shown.assertion)
      try await session.perform(revocation, on: .tokenIssuer, done: "the token is not valid for \(client) any more")
    }
  }
}
