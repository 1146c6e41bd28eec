import RPC
import TestSupport
import Testing
import WireProtocol

@Suite("Rules about a scope that is refused")
struct ScopeRefusalRules {
  @Test(
    "R12: a scope that names nothing, blank or not, is told as such with the cure", arguments: World.Wiring.allCases)
  func nothing(_ wiring: World.Wiring) async throws {
    try await withWorld(wiring) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let expected = ServiceError(
        .invalidScope, "scope: no permission is named; name one, or leave scope out", path: "scope")
      for scope in ["", " ", "   "] {
        await #expect(throws: expected, "\"\(scope)\"") { try await world.issue(app, scope: scope) }
      }
      _ = try await world.issue(app)
    }
  }

  @Test("Of a long name the refusal repeats the beginning, counted in scalars however many of them are one character")
  func longName() async throws {
    try await withWorld(.inProcess) { world in
      let app = try await world.makeApp(in: world.makeAccount())
      let name = "e" + String(repeating: "\u{301}", count: 8000)
      let error = try await #require(throws: ServiceError.self) { try await world.issue(app, scope: name) }
      let beginning = "e" + String(repeating: "\u{301}", count: 127)
      #expect(error == ServiceError(.invalidScope, "scope: the app does not allow \"\(beginning)…\"", path: "scope"))
      #expect(error.message.unicodeScalars.count < 200)
    }
  }
}
