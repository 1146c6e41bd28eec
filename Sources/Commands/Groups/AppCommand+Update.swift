import ArgumentParser
import WireProtocol

extension AppCommand {
  struct Update: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "update", abstract: AppsUpdate.abstract,
      discussion: """
        --scope and --deny replace the whole list that they stand for; the other
        list stays as it is.

        Examples:
          oauthctl app update OQ... --name Invoices --token-ttl 10m
          oauthctl app update OQ... --auth private_key_jwt
          oauthctl app update OQ... --no-deny \\
            --scope /twilio/messaging/messages/list
        """)

    @Argument(help: "The app's SID, its client id.", completion: .sids(.app), transform: AppSID.init(argument:))
    var app: AppSID
    @Option(help: "What people call it, 1 to 64 characters.", transform: FriendlyName.init(argument:)) var name:
      FriendlyName?
    @Option(help: "What it is for, up to 256 characters.", transform: AppDescription.init(argument:)) var description:
      AppDescription?
    @OptionGroup var change: PolicyChange
    @Option(
      help: ArgumentHelp(
        "How long its tokens live: 1m to 30d; seconds, or a number with s, m, h, d or w.", valueName: "duration"),
      transform: TokenLifetime.init(duration:))
    var tokenTtl: TokenLifetime?
    @Option(
      name: .customLong("auth"),
      help: ArgumentHelp("How it authenticates; every other way is refused from then on.", valueName: "method"))
    var authenticationMethod: TokenEndpointAuthMethod?
    @Option(
      help: ArgumentHelp(
        "How the scope of tokens is written that are asked for without one: names or wildcards.",
        valueName: "form"))
    var defaultScope: DefaultScope?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard
        name != nil || description != nil || change.isGiven || tokenTtl != nil || authenticationMethod != nil
          || defaultScope != nil
      else {
        throw ValidationError(
          "Nothing to change: give --name, --description, --scope, --deny, --no-deny, --token-ttl, --auth or "
            + "--default-scope.")
      }
    }

    func run(in session: Session) async throws {
      let registry = session.connect(to: .appRegistry)
      let update = AppsUpdate(
        sid: app, friendlyName: name, description: description, allow: change.allow, deny: change.deny,
        accessTokenTTL: tokenTtl,
        tokenEndpointAuthMethod: authenticationMethod, defaultScope: defaultScope)
      try session.deliver(try await registry.answer(to: update))
    }
  }
}
