import Testing

struct PageTests {
  @Test("Every link leads to a page, a file or a heading that exists", arguments: Document.paths)
  func links(page: String) throws {
    let dead = try Document(page).deadLinks()
    #expect(dead == [])
  }

  @Test("Every path, script, option of a script and suite of tests exists", arguments: Document.paths)
  func places(page: String) throws {
    let document = try Document(page)
    let scripts = try document.unknownScripts()
    #expect(scripts == [])
    #expect(document.missingPaths() == [])
    #expect(document.missingTests() == [])
  }

  @Test("Every oauthctl command is one that oauthctl takes", arguments: Document.paths)
  func commands(page: String) throws {
    let document = try Document(page)
    #expect(document.refusedCommands() == [])
    #expect(document.unknownCommands() == [])
  }

  @Test("A start page has at most 250 lines, and no line of any page is absurdly long", arguments: Document.paths)
  func lengths(page: String) throws {
    let document = try Document(page)
    if page == "README.md" { #expect(document.lines.count <= 250) }
    let limit = page == "Sources/WireProtocol/README.md" ? 750 : 140
    for line in document.lines where line.code == nil && !line.text.hasPrefix("|") {
      #expect(line.text.count <= limit, "line \(line.number)")
    }
    // The longest is the example of the metadata.
    for line in document.lines { #expect(line.text.count <= 1100, "line \(line.number)") }
  }

  @Test("The page of the house has every folder of Sources")
  func rooms() throws {
    let spans = Set(try Document("Sources/README.md").codeSpans)
    let rooms = Repository.paths.filter { $0.wholeMatch(of: /Sources\/[^\/.]+/) != nil }
    let missing = rooms.filter { !spans.contains(String($0.dropFirst("Sources/".count))) }
    #expect(missing == [])
  }

  @Test("A wrong link, path, script, option or command is found")
  func faults() throws {
    let document = Document(
      "units/README.md",
      text: """
        # A page
        [good](#a-page) [good](../README.md#try-it) [bad](#b-page) [bad](../README.md#no-such) [bad](nowhere.md)
        `system/oauth-apps.target` `Sources/JSON/` `oauth-token-issuer@2.service` `/run/x` `scope` `Sources/Nothing`
        `NoSuch.swift` `oauthctl token issue` `oauthctl token isue` `oauthctl status --jason` `oauthctl call X Y`
        StorageTests, NoSuchTests, `scripts/test`, scripts/tset
        ```sh
        scripts/bench --quick --quack
        app=$(sudo oauthctl app create "My app" --account "$account" \\
          --scope /a --secret-file x) # oauthctl nothing
        oauthctl app list --acount AC... | oauthctl secret rotate OQ... --grace soon
        ```
        ```console
        $ oauthctl status
        oauthctl: more in the log
        oauthctl nonsense
        ```
        """)
    #expect(try document.deadLinks() == ["#b-page", "../README.md#no-such", "nowhere.md"])
    #expect(document.missingPaths() == ["Sources/Nothing", "NoSuch.swift"])
    #expect(try document.unknownScripts() == ["scripts/tset", "scripts/bench --quack"])
    #expect(document.missingTests() == ["NoSuchTests"])
    #expect(document.unknownCommands() == ["oauthctl token isue", "oauthctl status --jason"])
    let refused = document.refusedCommands()
    #expect(refused.count == 2)
    #expect(refused.first?.contains("--acount") == true)
    #expect(refused.last?.contains("--grace") == true)
  }
}
