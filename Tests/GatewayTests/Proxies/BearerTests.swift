import RPC
import TestSupport
import Testing
import WireProtocol

/// Tokens at the paths that want one: for proxies, and of the management.
@Suite(.timeLimit(.minutes(5))) struct BearerTests {
  /// Asks the management for the list of apps.
  private func list(_ account: ManagedAccount, _ fields: [String], query: String = "") async throws -> HTTPReply {
    var text = HTTPText("GET", "/v1/Account/OAuthApps\(query)")
    text.fields = fields.map { ("Authorization", $0) }
    return try await account.gateway.exchange(text, on: .management)
  }

  /// Serves both: an API behind a proxy, and an account that is managed.
  private func run(_ test: (Guarded, ManagedAccount) async throws -> Void) async throws {
    try await Guarded.run { guarded in
      try await TestGateway.run { gateway in try await test(guarded, ManagedAccount(gateway)) }
    }
  }

  @Test("RFC 6750 2.1: the scheme is written in any case, with one blank behind it or more, and one token follows")
  func syntax() async throws {
    try await run { guarded, account in
      let token = try await guarded.token()
      let bearer = try await account.bearer("Lister", ["/twilio/iam/account-oauth-apps/list"]).dropFirst(7)
      for scheme in ["Bearer ", "bearer ", "BEARER ", "Bearer  "] {
        #expect(try await guarded.ask(token: nil, ["Authorization": "\(scheme)\(token)"]).status == 200)
        #expect(try await list(account, ["\(scheme)\(bearer)"]).status == 200)
      }
      for (before, behind) in [("Bearer ", ",x"), ("Bearer ", " x"), ("Bearer", ""), ("Bearer \"", "\""), ("", "")] {
        let refused = try await guarded.ask(token: nil, ["Authorization": "\(before)\(token)\(behind)"])
        #expect(refused.status == 401 && refused["www-authenticate"]?.contains(#"error="invalid_token""#) == true)
        #expect(try await list(account, ["\(before)\(bearer)\(behind)"]).status == 401)
      }
    }
  }

  @Test("RFC 6750 2: a token comes once, in the field: not twice, not in the query, not in a form")
  func oneTransport() async throws {
    try await run { guarded, account in
      let token = try await guarded.token()
      let bearer = try await account.bearer("Lister", ["/twilio/iam/account-oauth-apps/list"])
      let bare = bearer.dropFirst("Bearer ".count)
      let twice = try await guarded.ask(token: token, ["Authorization": "Bearer \(token)"])
      #expect(twice.status == 401)
      #expect(try await list(account, [bearer, bearer]).status == 400)
      let target = "/\(guarded.account)/orders?access_token=\(token)"
      #expect(try await guarded.ask(target: target, token: nil).status == 401)
      #expect(try await list(account, [], query: "?access_token=\(bare)").status == 401)
      let form = HTTPText.form("/v1/Keys", "FriendlyName=x&access_token=\(bare)")
      #expect(try await account.gateway.exchange(form, on: .management).status == 401)
    }
  }

  @Test("RFC 6750 3: 401 has a challenge of the scheme Bearer with a parameter, whatever was shown")
  func challenges() async throws {
    try await run { guarded, account in
      for reply in [
        try await guarded.ask(token: nil), try await guarded.ask(token: "x"), try await list(account, []),
        try await list(account, ["Bearer x"]), try await list(account, ["Digest x"]),
      ] {
        #expect(reply.status == 401)
        let challenges = reply.values(of: "www-authenticate").filter { $0.hasPrefix("Bearer ") }
        #expect(challenges.count == 1)
        #expect(challenges.first?.hasPrefix(#"Bearer realm="oauth-apps""#) == true)
      }
    }
  }

  @Test("RFC 6750 3.1: there is no error code where nothing was shown, and invalid_token where it is no token")
  func errorCodes() async throws {
    try await run { guarded, account in
      for (reply, error) in [
        (try await guarded.ask(token: nil), nil), (try await list(account, []), nil),
        (try await guarded.ask(token: "x"), "invalid_token"), (try await list(account, ["Bearer x"]), "invalid_token"),
      ] {
        let challenge = try #require(reply.values(of: "www-authenticate").first { $0.hasPrefix("Bearer ") })
        #expect(challenge.contains("error=") == (error != nil))
        #expect(error.map { challenge.contains(#", error="\#($0)""#) } ?? true, "\(challenge)")
      }
    }
  }

  @Test("RFC 6750 3.1: a token that was good once is invalid_token: revoked, expired")
  func inactive() async throws {
    try await Guarded.run { guarded in
      let (revoked, expired) = (try await guarded.token(), try await guarded.token())
      _ = try await guarded.gateway.world.client(.tokenIssuer).call(
        TokensRevoke(token: Sensitive(revoked), clientId: guarded.app, clientSecret: guarded.secret))
      #expect(try await guarded.ask(token: expired).status == 200)
      guarded.gateway.world.clock.advance(by: 3600)
      for token in [revoked, expired] {
        let reply = try await guarded.ask(token: token)
        #expect(reply.status == 401 && reply["www-authenticate"]?.contains(#"error="invalid_token""#) == true)
      }
    }
  }

  @Test("RFC 6750 2.1, RFC 6585 5: a token of more than 8,838 bytes works; a longer field is refused, not cut off")
  func longToken() async throws {
    let names = (1...100).map { "/shop/sales/orders\($0)/\(String(repeating: "a-long-name", count: 4))" }
    let entries = names.map {
      #"{"permission":"\#($0)","description":"","endpoints":[{"method":"GET","host":"h.example","path":"\#($0)"}]}"#
    }
    let catalogue = try TemporaryCatalogue([
      "long": #"{"version":1,"namespace":"shop","permissions":[\#(entries.joined(separator: ","))]}"#
    ])
    try await TestGateway.run(World(.sockets, catalogue: catalogue.live)) { gateway in
      let token = try await gateway.issue(gateway.world.makeApp(allow: names))
      #expect(8_838...11_000 ~= token.utf8.count)
      for (token, status) in [(token, 200), ("\(token)A", 401), (String(repeating: "t", count: 13_000), 431)] {
        var text = Description.original.asking("GET", "h.example", names[99])
        text.fields.append(("Authorization", "Bearer \(token)"))
        let reply = try await gateway.exchange(text)
        #expect(reply.status == status, "\(reply.text)")
      }
    }
  }
}
