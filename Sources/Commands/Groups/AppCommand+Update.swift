import ArgumentParser
import WireProtocol

extension AppCommand {
  struct Update: ServiceCommand {
    static let configuration = CommandConfiguration(
      abstract: AppsUpdate.abstract,
      discussion: """
        --scope and --deny replace the whole list that they stand for; the other
        list stays as it is.

        Examples:
          oauthctl app update OQ... --name Invoices --token-ttl 10m
          oauthctl app update OQ... --no-deny \\
            --scope /twilio/messaging/messages/list
        """)

    @Argument(help: "The app's SID, its client id.", transform: AppSID.init(argument:)) var app: AppSID
    @Option(help: "What people call it, 1 to 64 characters.", transform: FriendlyName.init(argument:)) var name:
      FriendlyName?
    @Option(help: "What it is for, up to 256 characters.", transform: AppDescription.init(argument:)) var description:
      AppDescription?
    @Option(
      name: .customLong("scope"), help: ArgumentHelp("A permission that it has; repeatable.", valueName: "permission"))
    var scopes: [String] = []
    @Option(
      name: .customLong("deny"),
      help: ArgumentHelp("A permission that it must not have; repeatable.", valueName: "permission"))
    var denied: [String] = []
    @Flag(name: .customLong("no-deny"), help: "Empty the list of denied permissions.") var deniesNothing = false
    @Option(
      help: ArgumentHelp(
        "How long its tokens live: 1m to 30d; seconds, or a number with s, m, h, d or w.", valueName: "duration"),
      transform: TokenLifetime.init(duration:))
    var tokenTtl: TokenLifetime?
    @Option(
      help: ArgumentHelp(
        "How the scope of tokens is written that are asked for without one: names or wildcards.",
        valueName: "form"))
    var defaultScope: DefaultScope?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    private var changesDeny: Bool { deniesNothing || !denied.isEmpty }

    func validate() throws {
      guard
        name != nil || description != nil || !scopes.isEmpty || changesDeny || tokenTtl != nil || defaultScope != nil
      else {
        throw ValidationError(
          "Nothing to change: give --name, --description, --scope, --deny, --no-deny, --token-ttl or --default-scope.")
      }
      guard denied.isEmpty || !deniesNothing else { throw ValidationError("--deny and --no-deny exclude each other.") }
    }

    func run(in session: Session) async throws {
      let registry = session.connect(to: .appRegistry)
      let update = AppsUpdate(
        sid: app, friendlyName: name, description: description, policy: try await policy(from: registry),
        accessTokenTTL: tokenTtl, defaultScope: defaultScope)
      try session.deliver(try await registry.answer(to: update))
    }

    /// The new policy: what is not given is as it was. `nil` where none of it is given.
    private func policy(from registry: RemoteService) async throws -> Policy? {
      switch (scopes.isEmpty, changesDeny) {
      case (true, false): return nil
      case (false, true): return Policy(allow: scopes, deny: denied)
      case (false, false): return Policy(allow: scopes, deny: try await current(in: registry).deny)
      case (true, true): return Policy(allow: try await current(in: registry).allow, deny: denied)
      }
    }

    private func current(in registry: RemoteService) async throws -> Policy {
      try await registry.answer(to: AppsGet(sid: app)).reply().policy
    }
  }
}
