import Permissions
import Storage
import WireProtocol

/// Which clients a list has, and how it goes through them: by an account, or else by the filter that leaves the fewest.
struct ClientSelection<Request: ClientListing> {
  typealias Walk = ClientWalk<Request.Registered>

  let walk: Walk
  /// What is checked of each client on the way.
  let filters: [Condition]
  /// What tells the list from every other.
  let list: String

  /// - Parameters:
  ///   - account: `nil` for all that the caller may use.
  ///   - user: Whose roles tell which those are; `nil` for an operator.
  ///   - creators: Any of them, as the column `creator` has them.
  /// - Throws: `invalid_params` for a permission that nobody can have.
  init(
    _ request: Request, of account: AccountSID?, for user: UserSID?, by creators: [String]?, _ catalogue: Catalogue
  ) throws(ServiceError) {
    let table = Request.Registered.table
    let name = request.name.map(NamePrefix.init)
    var usable = user.map { Condition("accounts.id IN (\(AccountRight.useApps.accounts))", $0, $0) }
    if let account {
      walk = Walk(.id, Condition("\(table).account_sid = ?", account))
      usable = nil
    } else if let name {
      walk = Walk(.column("folded_name", from: name.folded), Condition("\(table).folded_name < ?", name.end))
    } else if let creators {
      walk = Walk(.id, anyOf: creators.map { Condition("\(table).creator = ?", $0) })
    } else if let moment = request.unusedSince {
      walk = Walk(.column("idle_since", from: Int.min), Condition("\(table).idle_since < ?", moment))
    } else if let condition = usable {
      walk = Walk(.account, condition)
      usable = nil
    } else {
      walk = Walk(.id)
    }
    // A sign before a column keeps its index out of use.
    filters = [
      name.map { Condition("\(table).friendly_name GLOB ?", $0.pattern) },
      creators.map { Condition("+\(table).creator IN (\($0.map { _ in "?" }.joined(separator: ", ")))", values: $0) },
      request.unusedSince.map { Condition("+\(table).idle_since < ?", $0) },
      usable.map { Condition("+\($0.sql)", values: $0.values) },
      try request.permission.map { name throws(ServiceError) in try Condition(grantOf: name, in: table, catalogue) },
      request.status.map { Condition("\(Request.Registered.statusExpression) = ?", $0) },
    ].compactMap(\.self)
    // Whether there is a moment, not which, which is another for each page of who looks some days back.
    let words = [
      account?.text, user?.text, request.name?.text, request.permission, request.createdBy, request.status?.rawValue,
      request.unusedSince.map { _ in "unused" },
    ]
    list = "\(Request.name) \(words)"
  }
}
