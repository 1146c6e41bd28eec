import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  /// Secrets that end soon: of an account, and of all accounts that somebody sees.
  var expiringRoutes: [HTTPRoute] {
    [
      page("/expiring") { visit in try await Self.expiring(visit, trail: [.init("Apps", "/apps")]) },
      page("/accounts/{sid}/expiring") { visit in
        let account = try await visit.ask(AccountsGet(sid: try visit.sid()))
        return try await Self.expiring(
          visit, of: account.sid, trail: Self.trail(to: account) + [.init("Apps", "/accounts/\(account.sid)/apps")])
      },
    ]
  }

  private static let days = ["7", "30", "90"]

  private static func expiring(
    _ visit: Visit, of account: AccountSID? = nil, trail: [Page.Crumb]
  ) async throws -> Page {
    let days = visit.query["days"] ?? "30"
    guard Self.days.contains(days), let count = Int(days) else {
      throw RequestFault(.badRequest, "days: expected \(Self.days.joined(separator: ", "))")
    }
    let page = try await visit.ask(
      ClientsListSecrets(
        accountSid: account, expiresBefore: visit.now + count * 86_400, pageToken: visit.query["page_token"]))
    let path = (account.map { "/accounts/\($0)" } ?? "") + "/expiring"
    return Page(
      title: "Secrets about to expire", trail: trail,
      body: """
        <p>A program whose secret has ended gets no tokens any more: rotate in time, and give it the new one.</p>
        \(.search(path, "How far to look ahead",
          .choice("Within", "days", Self.days.map { ($0, "\($0) days") }, chosen: days), action: "Show"))
        \(page.items.isEmpty ? none(within: days, isLast: page.nextPageToken == nil) : table(of: page.items))
        \(.nextPage(path, Query(["days": days]), page.nextPageToken))
        """)
  }

  /// A page ends early where many secrets of other accounts were looked through.
  private static func none(within days: String, isLast: Bool) -> HTML {
    .notice(isLast ? "<p>No secret ends within \(days) days.</p>" : "<p>None so far; the next page goes on.</p>")
  }

  private static func table(of secrets: [Secret]) -> HTML {
    let rows = secrets.map { secret in
      [
        secret.clientId.link, .time(secret.dateExpires, none: "no end"), .time(secret.dateCreated),
        .time(secret.dateLastUsed, none: "never"), .identifier(secret.sid),
      ] as [HTML]
    }
    return .table("Secrets", ["Of", "Works until", "Made", "Last used", "Secret"], rows)
  }
}

extension ClientID {
  /// To the page of the app or the API key.
  fileprivate var link: HTML {
    switch self {
    case .app(let sid): .link("/apps/\(sid)", sid)
    case .apiKey(let sid): .link("/keys/\(sid)", sid)
    }
  }
}
