import HTTP
import JSON
import NIOHTTP1
import WireProtocol

/// A request, and what it would be made with.
struct RequestQuestion: Sendable {
  private enum Subject {
    case app(AppSID)
    case token(Sensitive)
  }

  private let method: String
  /// With the port if there is one.
  private let host: String?
  private let path: String
  private let subject: Subject

  /// - Throws: ``RequestFault`` for what is no URL, or neither a token nor an app's id.
  init(_ form: Form) throws(RequestFault) {
    method = form["method"] ?? "GET"
    let url = (form["url"] ?? "")[...].trimmingBlanks()
    let scheme = ["https://", "http://"].first { url.lowercased().hasPrefix($0) }
    let rest = url.dropFirst(scheme?.count ?? 0)
    path = String(scheme == nil ? url[...] : rest.drop { $0 != "/" })
    host = scheme.map { _ in String(rest.prefix { $0 != "/" }) }
    guard path.hasPrefix("/") else {
      throw RequestFault(.badRequest, "give an URL such as https://host/path, or a path that begins with a slash")
    }
    let credential = (form["credential"] ?? "").filter { !$0.isWhitespace }
    guard !credential.isEmpty else { throw RequestFault(.badRequest, "give a token, or an app's client id") }
    subject = AppSID(credential).map { .app($0) } ?? .token(Sensitive(credential))
  }

  func answer(_ visit: Visit) async throws -> HTML {
    let match = try await visit.ask(PermissionsMatch(method: method, host: host, path: path))
    switch subject {
    case .app(let sid):
      let app = try await visit.ask(AppsGet(sid: sid))
      return Decision(match, app: app, try await visit.console.permissions.book(for: visit)).html
    // Only an operator is told about any token whatever.
    case .token(let token) where !visit.isOperator:
      guard let claims = TokenClaims(token) else {
        throw RequestFault(.badRequest, "this is neither a token nor an app's client id")
      }
      let app = try await visit.ask(AppsGet(sid: claims.app))
      var decision = Decision(match, app: app, try await visit.console.permissions.book(for: visit))
      decision.add(claims, match, at: visit.now)
      return decision.html
    case .token(let token):
      let decision = try await visit.ask(
        TokensAuthorize(token: token, method: method, host: host, path: path), of: .tokenIssuer)
      return Decision(match, decision).html
    }
  }
}
