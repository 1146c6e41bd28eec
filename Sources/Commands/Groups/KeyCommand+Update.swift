import ArgumentParser
import WireProtocol

extension KeyCommand {
  struct Update: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "update", abstract: APIKeysUpdate.abstract,
      discussion: """
        --scope and --deny replace the whole list that they stand for; the other
        list stays as it is.

        Examples:
          oauthctl key update SK... --name Statistics
          oauthctl key update SK... --no-deny \\
            --scope /twilio/messaging/messages/list
        """)

    @Argument(help: "The key's SID.", completion: .sids(.apiKey), transform: APIKeySID.init(argument:)) var key:
      APIKeySID
    @Option(help: "What people call it, 1 to 64 characters.", transform: FriendlyName.init(argument:)) var name:
      FriendlyName?
    @OptionGroup var change: PolicyChange
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard name != nil || change.isGiven else {
        throw ValidationError("Nothing to change: give --name, --scope, --deny or --no-deny.")
      }
    }

    func run(in session: Session) async throws {
      let registry = session.connect(to: .appRegistry)
      let update = APIKeysUpdate(sid: key, friendlyName: name, allow: change.allow, deny: change.deny)
      try session.deliver(try await registry.answer(to: update))
    }
  }
}
