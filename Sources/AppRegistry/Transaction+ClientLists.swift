import Permissions
import Storage
import WireProtocol

extension Transaction {
  /// Clients that are looked at for one page at the most; more than a page holds.
  private static var scanLimit: Int { 5000 }

  /// - Throws: `role_not_permitted`, `not_found` for the account; `invalid_params` for a filter; `access_denied` to
  ///   daemons.
  func selection<Request: ClientListing>(
    of request: Request, for principal: Principal, _ catalogue: Catalogue
  ) throws -> ClientSelection<Request> {
    if case .tokenIssuer = principal { throw ServiceError.readsSingleAppsOnly }
    var account: AccountSID?
    if case .holder(let own, _) = principal { account = own }
    if let sid = request.accountSid { account = try self.account(sid, for: principal, to: .useApps).sid }
    return try ClientSelection(
      request, of: account, for: principal.user?.sid, by: request.createdBy.map { try recordings(of: $0) }, catalogue)
  }

  /// A page. Where little of what is looked at fits, it ends early: with a token, and with fewer than it could hold.
  func clients<Request: ClientListing>(
    _ selection: ClientSelection<Request>, _ cursor: PageCursor
  ) throws -> Page<Request.Registered> {
    let walk = selection.walk
    let way = walk.after(cursor.position)
    let end = selection.filters.isEmpty ? nil : try position(in: walk, way, behind: Self.scanLimit)
    let conditions = way + (end.map(walk.upTo) ?? []) + selection.filters
    let query = walk.query("\(Request.Registered.columns), \(walk.position)", where: conditions)
    let rows = try rows("\(query.sql) LIMIT ?", values: query.values + [cursor.size + 1])
    let page = try Page(
      rows: rows, cursor: cursor, position: PagePosition.init(row:), item: Request.Registered.init(row:))
    guard page.nextPageToken == nil, let end else { return page }
    return Page(page.items, nextPageToken: try cursor.token(after: end))
  }

  /// The position of the last of so many clients; `nil` where there are fewer.
  private func position(
    in walk: ClientWalk<some RegisteredClient>, _ way: [Condition], behind count: Int
  ) throws -> PagePosition? {
    let query = walk.query(walk.position, where: way)
    return try rows("\(query.sql) LIMIT 1 OFFSET ?", values: query.values + [count - 1]).first.map(
      PagePosition.init(row:))
  }
}
