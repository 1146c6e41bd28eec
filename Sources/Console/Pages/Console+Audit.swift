import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  var auditRoutes: [HTTPRoute] {
    [page("/audit") { visit in try await Self.audit(visit) }]
  }

  /// What is asked for, by the members of `audit.list`.
  private static let filters = ["account_sid", "app_sid", "actor", "method", "outcome", "since", "until"]

  /// Whose trails are told of here.
  private static let audited = ServiceName.console.definition.calls.filter(\.definition.hasDatabase)

  private static func audit(_ visit: Visit) async throws -> Page {
    let service = visit.isOperator ? visit.query["service"].flatMap(ServiceName.init) ?? .appRegistry : .appRegistry
    guard audited.contains(service) else {
      throw RequestFault(
        .badRequest, "the trails told of here are those of \(audited.map(\.rawValue).joined(separator: ", "))")
    }
    let form = filterForm(visit, service)
    guard visit.isOperator || visit.query["account_sid"] != nil else {
      return Page(
        title: "Audit", body: "<p>Choose an account: you see the entries of accounts whose apps you may use.</p>" + form
      )
    }
    let page: WireProtocol.Page<AuditEntry>
    do { page = try await visit.ask(try request(visit.query), of: service) } catch  where error.isForAnotherTry {
      return Page(status: Refusal.status(for: error), title: "Audit", body: Refusal.reason(error) + form)
    }
    let query = filters.reduce(Query(["service": service.rawValue])) { $0.with($1, visit.query[$1]) }
    return Page(
      title: "Audit",
      body: """
        \(form)
        \(visit.isOperator ? try await chain(visit, service, query) : nil)
        \(AuditWords.table(page.items))
        \(.nextPage("/audit", query, page.nextPageToken))
        """)
  }

  private static func request(_ query: Form) throws(RequestFault) -> AuditList {
    AuditList(
      accountSid: try query.sid("account_sid"), appSid: try query.sid("app_sid"), actor: query["actor"],
      method: query["method"], outcome: query["outcome"], since: try query.moment("since"),
      until: try query.moment("until"), pageToken: query["page_token"])
  }

  private static func filterForm(_ visit: Visit, _ service: ServiceName) -> HTML {
    let query = visit.query
    let services: HTML? =
      visit.isOperator
      ? .choice(
        "Trail of", "service", audited.map { ($0.rawValue, $0.rawValue) }, chosen: service.rawValue)
      : nil
    return .search(
      "/audit", "Filter the audit trail",
      """
      \(services)\(.field("Account SID", "account_sid", query["account_sid"] ?? ""))
      \(.field("App SID", "app_sid", query["app_sid"] ?? ""))\(.field("Who", "actor", query["actor"] ?? ""))
      \(.field("Method", "method", query["method"] ?? ""))\(.field("Outcome", "outcome", query["outcome"] ?? ""))
      \(.field("From", "since", query["since"] ?? "", note: "UTC, such as 2026-11-26T13:00:00Z"))
      \(.field("Until", "until", query["until"] ?? ""))
      """, action: "Filter")
  }

  /// Whether the first portion of the chain is as it was written. Only who wants to know has it read: that takes the
  /// service a second or two.
  private static func chain(_ visit: Visit, _ service: ServiceName, _ query: Query) async throws -> HTML {
    guard visit.query["check"] != nil else {
      return "<p>\(.button("/audit" + query.with("check", "chain").text, "Check the chain"))</p>"
    }
    let check = try await visit.ask(AuditVerify(), of: service)
    guard check.intact else {
      let faults = check.faults.prefix(10).map { "<li>Entry \($0.number) \($0.fault)</li>" as HTML }
      return .notice("<p>The trail was tampered with, or its file is damaged:</p><ul>\(faults)</ul>", .bad)
    }
    let rest: HTML? = check.next == nil ? nil : " There are more: <code>oauthctl audit verify</code> reads all."
    return .notice("<p>The chain is whole: \(check.entries.counted("entry", "entries")) read.\(rest)</p>", .good)
  }
}

extension Form {
  func sid<Kind>(_ name: String) throws(RequestFault) -> SID<Kind>? {
    guard let text = self[name] else { return nil }
    guard let sid = SID<Kind>(text) else {
      throw RequestFault(.badRequest, "\(name): expected \(Kind.noun), \(Kind.prefix) and 32 lower-case hex digits")
    }
    return sid
  }

  func moment(_ name: String) throws(RequestFault) -> Timestamp? {
    guard let text = self[name] else { return nil }
    guard let moment = Timestamp(text) else {
      throw RequestFault(.badRequest, "\(name): expected a moment in UTC, such as 2026-11-26T13:00:00Z")
    }
    return moment
  }
}
