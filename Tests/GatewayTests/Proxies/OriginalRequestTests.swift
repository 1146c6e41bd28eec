import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

/// What a proxy must tell of a request, and what a client of it can't.
@Suite(.timeLimit(.minutes(5))) struct OriginalRequestTests {
  @Test("A description that lacks a part, or has one empty or twice, is refused")
  func incomplete() async throws {
    try await Guarded.run { guarded in
      let token = try await guarded.token()
      for description in [Description.original, .forwarded] {
        let whole = description.asking("GET", "shop.example", "/\(guarded.account)/orders")
        func ask(_ change: (inout [(name: String, value: String)]) -> Void) async throws -> Int {
          var text = whole
          change(&text.fields)
          text.fields.append(("Authorization", "Bearer \(token)"))
          return try await guarded.gateway.exchange(text).status
        }
        #expect(try await ask { _ in } == 200)
        for index in whole.fields.indices {
          #expect(try await ask { $0.remove(at: index) } == 403)
          #expect(try await ask { $0[index].value = "" } == 403)
          #expect(try await ask { $0[index].value += "\u{E9}" } == 403)
          #expect(try await ask { $0.append($0[index]) } == 403)
          #expect(try await ask { $0.append(($0[index].name.uppercased(), "x")) } == 403)
          #expect(try await ask { $0[index].value += ", \($0[index].value)" } == 403)
          #expect(try await ask { $0[index].name.replace("-", with: "_") } == 403)
        }
      }
      #expect(try await guarded.gateway.exchange(HTTPText("GET", "/v1/authorize")).status == 403)
    }
  }

  @Test(
    "Descriptions that contradict each other are refused, whichever would be allowed", arguments: Description.allCases)
  func contradicting(description: Description) async throws {
    try await Guarded.run { guarded in
      let token = try await guarded.token()
      let own = "/\(guarded.account)/orders"
      for (names, isOwn) in [
        (["X-Original-Method", "X-Original-Host", "X-Original-URI"], description == .original),
        (["X-Forwarded-Method", "X-Forwarded-Host", "X-Forwarded-Uri"], description == .forwarded),
      ] where !isOwn {
        func ask(_ method: String, _ fields: [(name: String, value: String)]) async throws -> Int {
          var text = description.asking(method, "shop.example", own, fields)
          text.fields.append(("Authorization", "Bearer \(token)"))
          return try await guarded.gateway.exchange(text).status
        }
        let same = zip(names, ["GET", "shop.example", own]).map { (name: $0, value: $1) }
        #expect(try await ask("GET", same) == 200)
        #expect(try await ask("POST", same) == 403)
        for (index, other) in ["POST", "tools.example", "/\(guarded.account)/orders/"].enumerated() {
          #expect(try await ask("GET", [(names[index], other)]) == 403, "\(names[index])")
        }
      }
    }
  }

  @Test("Fields of other names count for nothing")
  func otherNames() async throws {
    try await Guarded.run { guarded in
      let token = try await guarded.token()
      let reply = try await guarded.ask(
        target: "/admin", token: token,
        [
          "X-Original-URL": "/\(guarded.account)/orders", "X-Rewrite-URL": "/\(guarded.account)/orders",
          "X_Original_URI": "/\(guarded.account)/orders", "X_Forwarded_Uri": "/\(guarded.account)/orders",
          "X-HTTP-Method-Override": "GET",
          "Forwarded": "host=shop.example",
        ])
      #expect(reply.status == 403)
    }
  }

  @Test(
    "Every spelling of a request means what it means to the catalogue, however a proxy tells it",
    arguments: Description.allCases)
  func spellings(description: Description) async throws {
    let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../PermissionsTests")
    let table = try String(contentsOf: directory.appending(path: "spellings.txt"), encoding: .utf8)
    let catalogue = try TemporaryCatalogue([
      "spellings": String(contentsOf: directory.appending(path: "spellings.json"), encoding: .utf8)
    ])
    try await TestGateway.run(World(.sockets, catalogue: catalogue.live)) { gateway in
      let registry = gateway.world.client(.appRegistry)
      let account = try await registry.call(AccountsCreate(friendlyName: FriendlyName("Acme"))).sid
      let key = try await registry.call(
        APIKeysCreate(accountSid: account, friendlyName: FriendlyName("Key"), type: .main))
      let credentials = Data("\(key.apiKey.sid):\(key.secret.revealed)".utf8).base64EncodedString()
      var asked = 0
      for line in table.split(separator: "\n") where !line.hasPrefix("#") {
        let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
        try #require(parts.count == 4)
        // What no field can hold is not HTTP, and other tests' matter.
        guard !line.contains("<"), parts[2] != "-", !parts[3].hasSuffix(" ") else { continue }
        let text = description.asking(
          parts[1], parts[2], parts[3], [("Authorization", "Basic \(credentials)")])
        let status = try await gateway.exchange(text).status
        // The messages are another account's.
        let isAllowed = parts[0].contains("/") && parts[0] != "messages/list"
        #expect((status == 200) == isAllowed, "\(line)")
        asked += 1
      }
      #expect(asked > 250)
    }
  }

  @Test("A method is asked about in whatever way, be it one that the catalogue alone knows or one that nobody does")
  func methods() async throws {
    let known = ["PROPFIND", "LOCK", "SEARCH", "PURGE", "HEAD", "OPTIONS"]
    let endpoints = known.map { #"{"method": "\#($0)", "host": "dav.example", "path": "/files"}"# }
    let catalogue = try TemporaryCatalogue([
      "dav": """
      {"version": 1, "permissions": [
        {"permission": "dav:all", "description": "", "endpoints": [\(endpoints.joined(separator: ", "))]}]}
      """
    ])
    try await TestGateway.run(World(.sockets, catalogue: catalogue.live)) { gateway in
      let account = try await ManagedAccount(gateway)
      for method in known + ["MKCOL", "GET"] {
        for description in Description.allCases {
          let text = description.asking(method, "dav.example", "/files", [("Authorization", account.basic)])
          let status = try await gateway.exchange(text).status
          #expect(status == (known.contains(method) ? 200 : 403), "\(method) by \(description.rawValue)")
        }
      }
    }
  }
}
