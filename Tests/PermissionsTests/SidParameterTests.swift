import Permissions
import Testing

@Suite struct SidParameterTests {
  private static let digits = "0123456789abcdef0123456789ABCDEF"
  private static let short = "0123456789abcdef0123456789ABCDE"

  private static let sids = ["AC\(digits)", "ZZ\(digits)", "AC\(short)%66"]
  private static let others = [
    "ac\(digits)", "A1\(digits)", "[C\(digits)", "@C\(digits)", "AC\(digits)0", "AC\(short)", "AC\(short)g",
    "AC\(short):", "AC\(short)é",
  ]

  @Test(
    "A SID is two capital letters and 32 hexadecimal digits",
    arguments: sids.map { ($0, true) } + others.map { ($0, false) })
  func syntax(value: String, isSid: Bool) throws {
    for name in ["Sid", "sid", "CallSid"] {
      let match = try ExampleCatalogue.of(["/calls/{\(name)}"]).matcher.match(
        method: "GET", host: nil, path: "/calls/\(value)")
      #expect((match != .unknownPath) == isSid)
    }
  }

  @Test(
    "Parameters of other names take any text but none", arguments: ["x", "%C3%A9", "a;b", "+15550100", "...", "a%25b"])
  func text(value: String) throws {
    let matcher = try ExampleCatalogue.of(["/numbers/{Side}"]).matcher
    #expect(matcher.match(method: "GET", host: nil, path: "/numbers/\(value)") != .unknownPath)
    #expect(matcher.match(method: "GET", host: nil, path: "/numbers/") == .unknownPath)
    #expect(matcher.match(method: "GET", host: nil, path: "/numbers") == .unknownPath)
  }

  @Test(
    "A ; does not choose between templates: where there is more than one, a parameter does not take it",
    arguments: ["export;x", "export;", "export%3Bx=1", "export%3bx", "a;export", "x.json;a"])
  func semicolon(value: String) throws {
    for sibling in ["/things/export", "/things/{Sid}", "/things/{Name}.json"] {
      let matcher = try ExampleCatalogue.of(["/things/{Name}", sibling]).matcher
      #expect(matcher.match(method: "GET", host: nil, path: "/things/\(value)") == .unknownPath)
    }
    let deeper = try ExampleCatalogue.of(["/things/{Name}/keys", "/things/export/keys"]).matcher
    #expect(deeper.match(method: "GET", host: nil, path: "/things/\(value)/keys") == .unknownPath)
  }

  @Test("R11: The account is the value of {AccountSid}, wherever it stands and whatever surrounds it")
  func account() throws {
    let sid = RealCatalogue.sid
    for template in ["/{AccountSid}/calls/{Sid}", "/calls/{Sid}/x-{AccountSid}.json"] {
      let path = template.split(separator: "/").map {
        $0 == "{Sid}" ? "AB" + String(repeating: "0", count: 32) : String($0)
      }
      let request = "/" + path.map { RealCatalogue.requestPath(for: $0) }.joined(separator: "/")
      let match = try ExampleCatalogue.of([template]).matcher.match(method: "GET", host: nil, path: request)
      #expect(match == .permission(name: "/shop/test/t0/read", accountSid: sid))
    }
  }

  @Test("R11: A request for an account as such names that account")
  func accountResource() throws {
    let path = "/2010-04-01/Accounts/\(RealCatalogue.sid).json"
    let match = try RealCatalogue.load().matcher.match(method: "GET", host: "api.twilio.com", path: path)
    #expect(match == .permission(name: "/twilio/iam/accounts/read", accountSid: RealCatalogue.sid))
  }
}
