import Permissions
import Testing

@Suite struct GrantedScopeTests {
  @Test("R12: A scope holds what it names and every action of a wildcard in it")
  func holds() {
    let scope = GrantedScope(scope: "/a/b/c/read /a/b/d/*")
    #expect(scope.holds("/a/b/c/read"))
    #expect(scope.holds("/a/b/d/read"))
    #expect(scope.holds("/a/b/d/*"))
    #expect(scope == GrantedScope(["/a/b/c/read", "/a/b/d/*"]))
  }

  @Test(
    "R12: A scope holds nothing else",
    arguments: ["/a/b/c/list", "/a/b/c/*", "/a/b/dd/read", "/a/b/d", "/a/b/C/read", "", "*", "/"])
  func holdsNothingElse(permission: String) {
    #expect(!GrantedScope(scope: "/a/b/c/read /a/b/d/*").holds(permission))
    #expect(!GrantedScope(scope: "").holds(permission))
  }
}
