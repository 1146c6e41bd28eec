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
    "R12: A name that begins with / and has other segments is none",
    arguments: [
      "/", "/a/b/c", "/a/b/c/", "/a/b/c/d/e", "/a/b/c/d/", "//a/b/c", "/a//c/d", "/a/b/*/d", "/*/*/*/*", "/a/b/c/d*",
      "/a/b/c/**", "/a/b/c/d e", "/a/b/c/é", "/a/b/c/\u{212A}", "/a/b/c/\n", "/a/b/c/\"",
    ])
  func malformed(name: String) {
    #expect(PermissionName(name) == nil)
  }

  @Test("R12: Any other scope-token of RFC 6749 is a name that stands for itself alone")
  func scopeTokens() {
    let characters = [0x21] + Array(0x23...0x5B) + Array(0x5D...0x7E)
    for code in characters {
      guard let scalar = Unicode.Scalar(code), scalar != "/" else { continue }
      #expect(PermissionName(String(Character(scalar)))?.product.isEmpty == true)
      #expect(PermissionName("mcp\(Character(scalar))tools")?.isWildcard == false)
    }
    for name in ["mcp:*", "a/b/c/d", "a/b/c/*", "*", "https://api.example/read"] {
      #expect(PermissionName(name)?.text == name)
      #expect(PermissionName.wildcard(covering: name) == nil)
    }
  }

  @Test(
    "R12: A text with a space, a quotation mark, a backslash, a control or any other character is none",
    arguments: ["", " ", "mcp tools", "mcp:\"tools\"", "mcp\\tools", "mcp:tööls", "mcp\u{7F}", "mcp\n", "\u{212A}"])
  func noScopeTokens(name: String) {
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
