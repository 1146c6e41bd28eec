import ArgumentParser
import WireProtocol

/// Which apps, or which API keys, are shown: those that all of it fits.
struct ClientFilterOptions: ParsableArguments {
  @Option(
    help: "Only this account's. (default: of all accounts)", completion: .sids(.account),
    transform: AccountSID.init(argument:))
  var account: AccountSID?
  @Option(
    help: "Only those whose name begins so, in capital or small letters.", transform: FriendlyName.init(argument:))
  var name: FriendlyName?
  @Option(
    help: "Only those that this permission is granted to, by its name or by a wildcard.", completion: .permissions)
  var permission: String?
  @Option(
    help: ArgumentHelp("Only those that this user created: a SID, login name or name.", valueName: "user"))
  var createdBy: String?
  @Option(help: "Only those of this status: active, suspended, closed or disabled.")
  var status: AppStatus?
  @Option(
    help: ArgumentHelp(
      "Only those that have been there and not been used since then: 90d ago, or 2026-11-23T13:00:00Z.",
      valueName: "moment"),
    transform: Timestamp.init(past:))
  var unused: Timestamp?
}
