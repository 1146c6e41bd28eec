import Permissions
import Testing

@Suite struct PermissionNameTests {
  @Test(
    "R12: A permission name has exactly four segments",
    arguments: ["/a/b/c/d", "/twilio/voice/sip.ip-acls/*", "/A/b_1/c~/0"])
  func wellFormed(name: String) {
    #expect(PermissionName(name)?.text == name)
  }

  @Test(
    "R12: Anything else is no permission name",
    arguments: [
      "", "/", "a/b/c/d", "/a/b/c", "/a/b/c/", "/a/b/c/d/e", "/a/b/c/d/", "//a/b/c", "/a//c/d",
      "/a/b/*/d", "/*/*/*/*", "/a/b/c/d*", "/a/b/c/**", "/a/b/c/d e", "/a/b/c/é", "/a/b/c/\u{212A}", "/a/b/c/\n", "*",
      "/a/b/c/\"",
    ])
  func malformed(name: String) {
    #expect(PermissionName(name) == nil)
  }

  @Test("The wildcard that covers a name ends in the same resource")
  func wildcard() {
    #expect(PermissionName.wildcard(covering: "/a/b/c/read") == "/a/b/c/*")
    #expect(PermissionName.wildcard(covering: "/a/b/c/*") == "/a/b/c/*")
    #expect(PermissionName.wildcard(covering: "read") == nil)
    #expect(PermissionName("/a/b/c/*")?.isWildcard == true)
    #expect(PermissionName("/a/b/c/d")?.isWildcard == false)
  }
}
