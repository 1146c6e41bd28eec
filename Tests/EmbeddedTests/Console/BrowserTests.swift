import TestSupport
import Testing

/// The console in a real browser, Debian's Chromium.
@Suite(
  .timeLimit(.minutes(10)),
  .enabled(if: ConsoleSuite.isPossible, "scripts/bootstrap --all and scripts/foreign-clients install the browser"))
struct BrowserTests {
  @Test(
    """
    An app's life in a browser: a link that works once, a secret shown once and used at the gateway, rotation, \
    revocation, the audit trail, deletion; with scripts and without
    """, arguments: [true, false])
  func walk(hasScripts: Bool) async throws {
    let ending = try await ConsoleSuite.browse("walk.py", hasScripts: hasScripts)
    #expect(ending.status == 0, "\(ending.errors)")
  }

  @Test("No page violates what axe checks, light and dark, and none is wider than a window of 320 pixels")
  func looks() async throws {
    let ending = try await ConsoleSuite.browse("looks.py")
    #expect(ending.status == 0, "\(ending.errors)")
  }
}
