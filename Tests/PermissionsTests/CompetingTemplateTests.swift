import Permissions
import Testing

@Suite struct CompetingTemplateTests {
  @Test(
    "A literal segment beats the parameter it competes with",
    arguments: [
      ("POST", "studio.twilio.com", "/v2/Flows/Validate", "/v2/Flows/{Sid}"),
      ("GET", "intelligence.twilio.com", "/v2/Operators/Custom", "/v2/Operators/{Sid}"),
      ("GET", "intelligence.twilio.com", "/v2/Operators/PreBuilt", "/v2/Operators/{Sid}"),
      ("GET", "verify.twilio.com", "/v2/Attempts/Summary", "/v2/Attempts/{Sid}"),
      (
        "GET", "messaging.twilio.com", "/v1/Services/{ServiceSid}/Compliance/Usa2p/Usecases",
        "/v1/Services/{ServiceSid}/Compliance/Usa2p/{Sid}"
      ),
      (
        "GET", "taskrouter.twilio.com", "/v1/Workspaces/{Sid}/TaskQueues/Statistics",
        "/v1/Workspaces/{Sid}/TaskQueues/{Sid}"
      ),
      (
        "POST", "taskrouter.twilio.com", "/v1/Workspaces/{Sid}/TaskQueues/RealTimeStatistics",
        "/v1/Workspaces/{Sid}/TaskQueues/{Sid}"
      ),
      ("GET", "taskrouter.twilio.com", "/v1/Workspaces/{Sid}/Workers/Statistics", "/v1/Workspaces/{Sid}/Workers/{Sid}"),
      (
        "GET", "taskrouter.twilio.com", "/v1/Workspaces/{Sid}/Workers/RealTimeStatistics",
        "/v1/Workspaces/{Sid}/Workers/{Sid}"
      ),
      (
        "GET", "taskrouter.twilio.com", "/v1/Workspaces/{Sid}/Workers/CumulativeStatistics",
        "/v1/Workspaces/{Sid}/Workers/{Sid}"
      ),
    ])
  func literal(method: String, host: String, literal: String, parameter: String) throws {
    let matcher = try RealCatalogue.load().matcher
    let first = matcher.match(method: method, host: host, path: RealCatalogue.requestPath(for: literal))
    let second = matcher.match(method: method, host: host, path: RealCatalogue.requestPath(for: parameter))
    guard case .permission = first, case .permission = second else {
      Issue.record("\(first), \(second)")
      return
    }
    #expect(first != second)
  }

  @Test("The path is resolved before the method: the parameter does not lend its methods to the literal")
  func pathBeforeMethod() throws {
    let matcher = try RealCatalogue.load().matcher
    #expect(
      matcher.match(method: "GET", host: "studio.twilio.com", path: "/v2/Flows/Validate")
        == .unknownMethod(allowed: ["POST"]))
    #expect(
      matcher.match(method: "post", host: "studio.twilio.com", path: "/v2/Flows/Validate")
        == .unknownMethod(allowed: ["POST"]))
  }

  @Test("A literal that leads nowhere is left for the parameter beside it")
  func backtracking() throws {
    let catalogue = try ExampleCatalogue.of(["/a/b/c", "/a/{X}/d", "/{X}/b/e"])
    for (path, position) in [("/a/b/c", 0), ("/a/b/d", 1), ("/a/b/e", 2), ("/z/b/e", 2)] {
      let match = catalogue.matcher.match(method: "GET", host: ExampleCatalogue.host, path: path)
      #expect(match == .permission(name: "/shop/test/t\(position)/read", accountSid: nil), "\(path)")
    }
  }

  @Test("Of parameters the one with more literal text comes first, then a SID, then any text")
  func specificity() throws {
    let catalogue = try ExampleCatalogue.of(["/{Id}", "/{Sid}", "/{Id}.json", "/v-{Id}.json", "/v-{Id}"])
    let paths = ["/x", "/\(RealCatalogue.sid)", "/x.json", "/v-x.json", "/v-x"]
    for (position, path) in paths.enumerated() {
      let match = catalogue.matcher.match(method: "GET", host: nil, path: path)
      #expect(match == .permission(name: "/shop/test/t\(position)/read", accountSid: nil), "\(path)")
    }
  }

  @Test("The text around a parameter leaves at least one character to it")
  func emptyParameter() throws {
    let matcher = try ExampleCatalogue.of(["/files/a{Id}.json"]).matcher
    #expect(matcher.match(method: "GET", host: nil, path: "/files/a.json") == .unknownPath)
    #expect(matcher.match(method: "GET", host: nil, path: "/files/.json") == .unknownPath)
    #expect(matcher.match(method: "GET", host: nil, path: "/files/ab.jso") == .unknownPath)
    #expect(matcher.match(method: "GET", host: nil, path: "/files/a%62.json") != .unknownPath)
  }
}
