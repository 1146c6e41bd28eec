import HTTP
import TestSupport
import WireProtocol

/// Keeps cookies as a browser does, and sends forms as the page that it is on has them.
final class TestBrowser {
  private let console: TestConsole
  /// Sent with each request.
  var fields: [(String, String)]
  private(set) var cookies: [String: String] = [:]
  /// The page that it is on.
  private(set) var page = ""

  init(_ console: TestConsole, fields: [(String, String)] = []) {
    self.console = console
    self.fields = fields
  }

  /// The token in the page's last form: the first one is that of signing out.
  var formToken: String { tokens.last ?? "" }

  /// What the page's form says that it began with.
  var basis: String { values(of: "basis").last ?? "" }

  private var tokens: [String] { values(of: "form") }

  private func values(of member: String) -> [String] {
    page.split(separator: "name=\"\(member)\" value=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  func setCookie(_ name: String, _ value: String) { cookies[name] = value }

  @discardableResult
  func get(_ path: String) async throws -> HTTPReply { try await send(HTTPText("GET", path)) }

  /// Sends a form of the page, with its token unless another is given.
  @discardableResult
  func post(
    _ path: String, _ members: KeyValuePairs<String, String> = [:], token: String? = nil
  ) async throws -> HTTPReply {
    let all = [("form", token ?? formToken)] + members.map { ($0, $1) }
    let form = all.map { "\($0.0)=\(PercentCoding.encode($0.1))" }.joined(separator: "&")
    return try await send(.form(path, form))
  }

  func send(_ text: HTTPText) async throws -> HTTPReply {
    var text = text
    text.fields += fields.map { (name: $0.0, value: $0.1) }
    if !cookies.isEmpty {
      text.fields.append(("Cookie", cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")))
    }
    let reply = try await console.connect().exchange(text)
    for cookie in reply.values(of: "set-cookie") { store(cookie) }
    if !reply.text.isEmpty { page = reply.text }
    return reply
  }

  private func store(_ cookie: String) {
    let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2 else { return }
    cookies[String(pair[0])] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
  }
}
