import Testing

@testable import Permissions

/// The work of a match is bounded by the catalogue, whatever the path: counted in visited nodes.
@Suite struct HostilePathTests {
  private func visits(_ templates: [String], _ path: String) throws -> (visits: Int, nodes: Int) {
    let trie = try #require(try ExampleCatalogue.of(templates).matcher.tries[ExampleCatalogue.host])
    var visits = 0
    _ = trie.resolve(try RequestPath(path), visits: &visits)
    return (visits, trie.nodes.count)
  }

  @Test("Where each segment can be a literal or a parameter, no node is visited twice")
  func backtracking() throws {
    let depth = 10
    let templates = (0..<1 << depth).map { choice in
      (0..<depth).map { choice >> $0 & 1 == 0 ? "/a" : "/{P\($0)}" }.joined() + "/end"
    }
    let (visits, nodes) = try visits(templates, String(repeating: "/a", count: depth) + "/other")
    #expect(nodes == (2 << depth) - 1 + (1 << depth))
    #expect(visits == (2 << depth) - 1)
  }

  @Test("A path deeper than every template is left where the templates end")
  func deepPath() throws {
    let (visits, _) = try visits(["/a", "/a/a", "/a/{X}/a"], String(repeating: "/a", count: 4_096))
    #expect(visits <= 6)
  }

  @Test("Templates of one branch each cost one visit at most")
  func staircase() throws {
    let depth = 200
    let templates = (0..<depth).map {
      String(repeating: "/a", count: $0) + "/{X}" + String(repeating: "/a", count: depth - $0) + "/end"
    }
    let (visits, nodes) = try visits(templates, String(repeating: "/a", count: depth + 1) + "/other")
    #expect(visits <= nodes)
  }

  @Test("A request of the real catalogue visits about as many nodes as it has segments")
  func realCatalogue() throws {
    for (host, trie) in try RealCatalogue.load().matcher.tries {
      for permission in try RealCatalogue.load().permissions {
        for endpoint in permission.endpoints where endpoint.host == host {
          let path = try RequestPath(RealCatalogue.requestPath(for: endpoint.path))
          var visits = 0
          #expect(trie.resolve(path, visits: &visits) != nil)
          #expect(visits <= path.segments.count + 1)
        }
      }
    }
  }
}
