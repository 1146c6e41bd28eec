import Testing

@testable import Commands

struct ManualCommandTests {
  @Test("A page has the date that a build is to have, so that each build of a version makes the same")
  func date() async throws {
    for page in ManualCommand.Page.allCases {
      let ending = await ScriptedServices().run(
        "manual", page.rawValue, environment: ["SOURCE_DATE_EPOCH": "1764201600"])
      #expect(ending.status == 0)
      #expect(ending.outputLines.first?.contains(" 2025-11-27 ") == true)
    }
  }

  @Test("A page that the command does not make is refused with those that it does")
  func unknown() async {
    let ending = await ScriptedServices().run("manual", "oauth-apps.7")
    #expect(ending.status == 64)
    #expect(ending.errors.contains("'oauthctl.1' and 'oauth-apps-protocol.7'"))
  }
}
