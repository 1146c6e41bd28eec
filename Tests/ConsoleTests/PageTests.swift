import FoundationEssentials
import HTTP
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Console

@Suite("Pages") struct PageTests {
  private static let hostile = #"<script>alert(1)</script>"'><b>&lt;"#

  @Test("Script in every name and description stays text, in every page")
  func hostileNames() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world, called: Self.hostile)
      for user in [nil, "Dana"] {
        let browser = try await console.signIn(user)
        // Who has which role is not a Developer's to know.
        let own = company.pages().filter { !$0.hasSuffix("/people") } + ["/", "/check"]
        for path in user == nil ? company.allPages : own {
          let reply = try await browser.get(path)
          #expect(reply.status == 200, "\(path)")
          #expect(!reply.text.contains("<script>"), "\(path)")
          #expect(!reply.text.contains("'><b>"), "\(path)")
        }
      }
    }
  }

  @Test("Script in what is typed stays text too: searches, filters, questions, forms that are refused")
  func hostileEntries() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let typed = PercentCoding.encode(Self.hostile)
      let new = "/accounts/\(company.account.sid)/apps/new"
      let pages = [
        "/audit?actor=\(typed)", "/audit?account_sid=\(typed)", "/audit?since=\(typed)", "/enter?code=\(typed)",
        "\(new)?search=\(typed)&product=\(typed)&friendly_name=\(typed)&description=\(typed)",
        "\(new)?allow=\(typed)&deny=\(typed)",
        "/units/new?unit=\(typed)&client_id=\(typed)&scope=\(typed)&resource=\(typed)", "/units/\(typed)/unbind",
        "/keys/\(company.key.apiKey.sid)/edit?friendly_name=\(typed)&allow=\(typed)&step=review",
        "/accounts/\(company.account.sid)/apps?name=\(typed)&permission=\(typed)&unused_since=\(typed)",
        "\(new)?friendly_name=\(typed)&allow=\(typed)&step=review", "/?page_token=\(typed)", "/\(typed)",
      ]
      for path in pages { #expect(try await !browser.get(path).text.contains("<script>"), "\(path)") }
      for credential in [Self.hostile, "\(company.app.app.sid)"] {
        try await browser.get("/check")
        let reply = try await browser.post(
          "/check", ["method": Self.hostile, "url": "/\(Self.hostile)", "credential": credential])
        #expect(!reply.text.contains("<script>"))
      }
    }
  }

  @Test("The chain of an audit trail is read where an operator asks for that, and of the trail that is looked at")
  func chain() async throws {
    try await TestConsole.run { console in
      _ = try await Company(console.world)
      let browser = try await console.signIn()
      let way = "/audit?service=token-issuer&method=tokens.issue&check=chain"
      let page = try await browser.get("/audit?service=token-issuer&method=tokens.issue").text
      #expect(page.contains(way.replacing("&", with: "&amp;")))
      #expect(!page.contains("The chain is whole"))
      #expect(try await browser.get(way).text.contains("The chain is whole"))
    }
  }

  @Test("What is typed becomes no field of the answer")
  func headerInjection() async throws {
    try await TestConsole.run { console in
      let browser = try await console.signIn()
      for path in ["/enter?code=a%0d%0aSet-Cookie:%20x=y", "/x%0d%0aSet-Cookie:%20x=y", "/audit?actor=%0d%0aX:%20y"] {
        let reply = try await browser.get(path)
        #expect(reply.values(of: "set-cookie").isEmpty)
        #expect(reply["x"] == nil)
      }
    }
  }

  @Test("Every answer forbids frames, foreign content and what is written into the page, and is kept by nobody")
  func protection() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let paths = company.allPages + ["/nothing", "/enter?code=x", "/enter"]
      for path in paths {
        let reply = try await browser.get(path)
        let policy = try #require(reply["content-security-policy"])
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"] {
          #expect(policy.contains(rule), "\(path)")
        }
        #expect(!policy.contains("unsafe"))
        #expect(reply["x-content-type-options"] == "nosniff")
        #expect(reply["referrer-policy"] == "no-referrer")
        #expect(reply["cache-control"] == "no-store")
        #expect(reply["cross-origin-opener-policy"] == "same-origin")
        #expect(!reply.text.contains("style=") && !reply.text.contains("onclick") && !reply.text.contains("//cdn"))
      }
    }
  }

  @Test("The first paint needs at most 60 kB: a page, the stylesheet, the script, the icon")
  func size() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      let assets = try await [Asset.stylesheet, .script, .icon].asyncMap { asset in
        let reply = try await browser.get(asset.path)
        #expect(reply.status == 200)
        #expect(reply["cache-control"] == "public, max-age=31536000, immutable")
        return reply.body.count
      }.reduce(0, +)
      for path in company.allPages {
        #expect(try await browser.get(path).body.count + assets <= 60_000, "\(path)")
      }
    }
  }

  @Test("Every link of every page leads to a page")
  func links() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn()
      var seen: Set<String> = []
      for path in company.allPages {
        let page = try await browser.get(path).text
        for match in page.matches(of: /href="(\/[^"#]*)"/) {
          let link = String(match.1).replacing("&amp;", with: "&")
          guard seen.insert(link).inserted else { continue }
          #expect(try await browser.get(link).status == 200, "\(link) of \(path)")
        }
      }
      #expect(seen.count > 30)
    }
  }

  @Test("An empty list says what to do first")
  func emptyStates() async throws {
    try await TestConsole.run { console in
      let browser = try await console.signIn()
      #expect(try await browser.get("/").text.contains("make the first one"))
      let units = try await browser.get("/units").text
      #expect(units.contains("No unit is bound to an app yet"))
      #expect(units.contains("LoadCredential=access-token:/run/oauth-apps/credential.sock"))
      let account = try await console.world.client(.appRegistry).call(
        AccountsCreate(friendlyName: try FriendlyName("Acme")))
      #expect(try await browser.get("/accounts/\(account.sid)/apps").text.contains("There is no app here yet"))
      #expect(try await browser.get("/accounts/\(account.sid)/keys").text.contains("There is no API key here yet"))
    }
  }
}

extension Array {
  fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
