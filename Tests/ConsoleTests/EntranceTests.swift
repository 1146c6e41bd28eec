import Daemon
import RPC
import Synchronization
import TestSupport
import Testing
import WireProtocol

@testable import Console

@Suite("Signing in") struct EntranceTests {
  @Test("A link signs one browser in, once; the answer leads on and sets a cookie that no script and no site can use")
  func once() async throws {
    try await TestConsole.run { console in
      let link = try await console.link()
      let browser = TestBrowser(console)
      let reply = try await browser.get(link)
      #expect(reply.status == 303)
      #expect(reply["location"] == "/")
      let cookie = try #require(reply["set-cookie"])
      #expect(cookie.hasPrefix("oauth_console="))
      #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
      #expect(try await browser.get("/").status == 200)

      let other = TestBrowser(console)
      let second = try await other.get(link)
      #expect(second.status == 403)
      #expect(second["set-cookie"] == nil)
      #expect(second.text.contains("A link works once"))
      #expect(try await browser.get("/").status == 200)
    }
  }

  @Test("A link that is older than a minute signs nobody in")
  func expired() async throws {
    try await TestConsole.run { console in
      let link = try await console.link()
      console.world.clock.advance(by: 61)
      #expect(try await TestBrowser(console).get(link).status == 403)
    }
  }

  @Test("Behind a proxy with TLS the cookie is __Host- and Secure, and one without that name is no session")
  func secure() async throws {
    var settings = HTTPSettings()
    settings.trustedProxies = try #require(TrustedProxies(reading: "unix"))
    try await TestConsole.run(settings: settings) { console in
      let browser = TestBrowser(console, fields: [("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.1")])
      let cookie = try #require(try await browser.get(try await console.link())["set-cookie"])
      #expect(cookie.hasPrefix("__Host-oauth_console="))
      #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict; Secure"))
      #expect(try await browser.get("/").status == 200)

      // What a subdomain can set for its parent has not this name.
      let session = try #require(browser.cookies["__Host-oauth_console"])
      let tossed = TestBrowser(console, fields: browser.fields)
      tossed.setCookie("oauth_console", session)
      #expect(try await tossed.get("/").status == 403)
    }
  }

  @Test("A page of another site, or a file, that leads to a link uses nothing up: the person is asked first")
  func otherSites() async throws {
    try await TestConsole.run { console in
      let link = try await console.link()
      let browser = TestBrowser(console, fields: [("Sec-Fetch-Site", "cross-site")])
      #expect(try await browser.get(link).status == 200)
      #expect(browser.cookies.isEmpty)
      #expect(try await TestBrowser(console).send(HTTPText("HEAD", link)).status == 204)
      let code = try #require(link.split(separator: "=").last)
      #expect(try await browser.post("/enter", ["code": String(code)]).status == 403)

      browser.fields = [("Sec-Fetch-Site", "same-origin")]
      #expect(try await browser.post("/enter", ["code": String(code)]).status == 303)
      #expect(try await browser.get("/").status == 200)
    }
  }

  @Test("A session that somebody has planted in the browser before is not what it is signed in to")
  func fixation() async throws {
    try await TestConsole.run { console in
      let browser = TestBrowser(console)
      browser.setCookie("oauth_console", "planted")
      #expect(try await browser.get("/").status == 403)
      browser.setCookie("oauth_console", "planted")
      try await browser.get(try await console.link())
      #expect(browser.cookies["oauth_console"] != "planted")
      browser.setCookie("oauth_console", "x; oauth_console=y")
      #expect(try await browser.get("/").status == 403)
    }
  }

  @Test(
    "Who is not signed in is told how to, also over SSH, and a session is not ended by a request without its cookie")
  func wayIn() async throws {
    try await TestConsole.run { console in
      for path in ["/", "/apps/OQ1", "/services"] {
        let reply = try await TestBrowser(console).get(path)
        #expect(reply.status == 403)
        #expect(reply.text.contains("oauthctl console"))
        #expect(reply.text.contains("ssh -N -L"))
        #expect(reply["set-cookie"] == nil)
      }
    }
  }

  @Test("Signing out ends the session for every copy of its cookie")
  func leave() async throws {
    try await TestConsole.run { console in
      let browser = try await console.signIn()
      let copy = TestBrowser(console)
      copy.setCookie("oauth_console", try #require(browser.cookies["oauth_console"]))
      #expect(try await copy.get("/").status == 200)
      try await browser.get("/")
      #expect(try await browser.post("/leave").status == 200)
      #expect(browser.page.contains("You are signed out") && !browser.page.contains("Signed in as"))
      #expect(browser.cookies.isEmpty)
      #expect(try await copy.get("/").status == 403)
    }
  }

  @Test("Signing out works from a page that has been open for long, and with the token of this session alone")
  func leaveLate() async throws {
    try await TestConsole.run { console in
      let browser = try await console.signIn()
      let other = try await console.signIn()
      try await browser.get("/")
      try await other.get("/")
      console.world.clock.advance(by: FormToken.lifetime + 60)
      #expect(try await other.post("/leave", token: browser.formToken).status == 403)
      #expect(try await browser.post("/leave").status == 200)
      #expect(try await browser.get("/").status == 403)
      #expect(try await other.get("/").status == 200)
    }
  }

  @Test("A role that is taken away counts at the next click")
  func role() async throws {
    try await TestConsole.run { console in
      let company = try await Company(console.world)
      let browser = try await console.signIn("Dana")
      let path = "/apps/\(company.app.app.sid)"
      #expect(try await browser.get(path).status == 200)
      _ = try await console.world.client(.appRegistry).call(
        RolesRevoke(userSid: company.developer.sid, accountSid: company.account.sid, role: .developer))
      #expect([403, 404].contains(try await browser.get(path).status))
      #expect(!browser.page.contains("\(company.account.sid)"))
    }
  }

  @Test("10,000 wrong links: few are held back, the others refused at once, and a right one works among them")
  func guessing() async throws {
    try await TestConsole.run { console in
      let guesses = Guesses()
      let statuses = try await withThrowingTaskGroup(of: [Int: Int].self) { group in
        // Eight are held back at a time; the ninth connection and those behind it go on.
        for _ in 0..<16 { group.addTask { try await Self.guess(console, guesses) } }
        return try await group.reduce(into: [Int: Int]()) { sum, part in sum.merge(part, uniquingKeysWith: +) }
      }
      #expect(statuses.values.reduce(0, +) == 10_000)
      #expect(statuses[429, default: 0] > 9_000)
      #expect(Set(statuses.keys) == [403, 429])
      #expect(try await TestBrowser(console).get(try await console.link()).status == 303)
      let refusals = try await console.world.client(.appRegistry).call(AuditList(method: SessionsRedeem.name)).items
      #expect(refusals.count < 50)
    }
  }

  private static func guess(_ console: TestConsole, _ guesses: Guesses) async throws -> [Int: Int] {
    var statuses: [Int: Int] = [:]
    let client = try console.connect()
    while let number = guesses.next() {
      let reply = try await client.exchange(HTTPText("GET", "/enter?code=oal_\(number)"))
      statuses[reply.status, default: 0] += 1
    }
    return statuses
  }
}

/// The guesses that are to be made, for all who make them.
private final class Guesses: Sendable {
  private let made = Mutex(0)

  func next() -> Int? {
    made.withLock { made in
      made += 1
      return made <= 10_000 ? made : nil
    }
  }
}
