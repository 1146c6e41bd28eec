import Permissions
import Testing

@Suite struct ResourceIdentifierTests {
  @Test(
    "R20: An absolute URI names an API",
    arguments: [
      "https://api.example.com", "https://api.example.com/", "https://api.example.com:8443/mcp?x=1", "urn:example:api",
      "http://[::1]/a%20b", "custom+scheme.1-a:x",
    ])
  func absolute(text: String) throws {
    #expect(try ResourceIdentifier(text).text == text)
  }

  @Test(
    "R20: What is relative, has a fragment or is no URI names none, and the fault is told with the cure",
    arguments: [
      ("", "not absolute"), ("/mcp", "not absolute"), ("api.example.com", "not absolute"), ("//h/x", "not absolute"),
      ("https:", "not absolute"), ("1https://h", "not absolute"), ("https://", "no host"), ("https:///x", "no host"),
      ("https://h/#a", "fragment"), ("https://h#", "fragment"), ("https://h/a b", "no URI has"),
      ("https://h/\"", "no URI has"), ("https://h/\\", "no URI has"), ("https://höst/", "no URI has"),
      ("https://h/%2", "no URI has"), ("https://h/%zz", "no URI has"),
      ("https://h/" + String(repeating: "a", count: 1_024), "at most 1024"),
    ])
  func refused(text: String, fault: String) throws {
    let error = try #require(throws: ResourceFault.self) { try ResourceIdentifier(text) }
    #expect(error.clause.contains(fault))
  }

  @Test("R20: Of a bare origin, with and without slash is one; everything else counts as it is written")
  func origins() throws {
    func areSame(_ left: String, _ right: String) throws -> Bool {
      try ResourceIdentifier(left) == ResourceIdentifier(right)
    }
    #expect(try areSame("https://h", "https://h/"))
    #expect(try areSame("https://h:8443", "https://h:8443/"))
    #expect(try !areSame("https://h", "https://h//"))
    #expect(try !areSame("https://h/mcp", "https://h/mcp/"))
    #expect(try !areSame("https://h", "https://H"))
    #expect(try !areSame("https://h?/", "https://h?"))
    #expect(try !areSame("urn:a", "urn:a/"))
  }
}
