import ArgumentParser
import WireProtocol

extension KeyCommand {
  struct Authorize: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "authorize", abstract: TokensAuthorize.abstract,
      discussion: "The exit status is 0 if the key may, 1 if it may not.")

    @Argument(help: "The key's SID.", completion: .sids(.apiKey), transform: APIKeySID.init(argument:)) var key:
      APIKeySID
    @OptionGroup var request: APIRequest
    @OptionGroup var secret: ClientSecret
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      let question = TokensAuthorize(
        apiKey: key, secret: try secret.read(on: session.host), method: request.method, host: request.url.host,
        path: request.url.path, accountSid: request.account)
      try await session.decide(question)
    }
  }
}
