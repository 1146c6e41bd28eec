import ArgumentParser
import WireProtocol

/// The arguments that say which API request is meant.
struct APIRequest: ParsableArguments {
  @Argument(help: "HTTP method, such as GET.")
  var method: String

  @Argument(help: "https://HOST/PATH or just /PATH; a query is ignored.", transform: RequestURL.init(argument:))
  var url: RequestURL

  @Option(
    help: "The account whose resource is meant, where the path does not say.", completion: .sids(.account),
    transform: AccountSID.init(argument:))
  var account: AccountSID?
}
