import ArgumentParser
import WireProtocol

/// Which entries of an audit trail are shown.
struct AuditFilterOptions: ParsableArguments {
  @Option(help: "Only entries about this account.", completion: .sids(.account), transform: AccountSID.init(argument:))
  var account: AccountSID?
  @Option(help: "Only entries about this app.", completion: .sids(.app), transform: AppSID.init(argument:)) var app:
    AppSID?
  @Option(help: "Only what this user did: a user's SID, else a login name, else 'uid 1000'.") var actor: String?
  @Option(help: "Only this method's, such as apps.update.") var method: String?
  @Option(help: "Only what ended so: ok, or an error such as access_denied.") var outcome: String?
  @Option(
    help: ArgumentHelp("Only entries of this moment and later, such as 2026-11-23T13:00:00Z.", valueName: "time"),
    transform: Timestamp.init(argument:))
  var since: Timestamp?
  @Option(
    help: ArgumentHelp("Only entries from before this moment.", valueName: "time"),
    transform: Timestamp.init(argument:))
  var until: Timestamp?

  func request(size: PageSize?, token: String?) -> AuditList {
    AuditList(
      accountSid: account, appSid: app, actor: actor, method: method, outcome: outcome, since: since, until: until,
      pageSize: size, pageToken: token)
  }
}
