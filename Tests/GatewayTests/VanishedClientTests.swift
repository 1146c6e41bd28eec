import JSON
import TestSupport
import Testing
import WireProtocol

/// Clients that go away in the midst of a change.
@Suite(.timeLimit(.minutes(1))) struct VanishedClientTests {
  private static let path = "/v1/Account/OAuthApps"

  private func creation(of name: String, _ account: ManagedAccount) -> HTTPText {
    let json = #"{"friendly_name":"\#(name)","policy":{"allow":["\#(ManagedAccount.listMessages)"]}}"#
    return HTTPText(
      "POST", Self.path, fields: ["Authorization": account.basic, "Content-Type": "application/json"],
      body: Array(json.utf8))
  }

  private func names(_ account: ManagedAccount) async throws -> [String] {
    try await account.send("GET", "\(Self.path)?PageSize=1000").json["oauth_apps"]?.children
      .compactMap { $0["friendly_name"]?.string } ?? []
  }

  @Test("RFC 9112 8: a client that is gone before its request is whole has changed nothing")
  func amidRequest() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      for (number, cut) in [1, 20, 100, 1_000].enumerated() {
        let bytes = creation(of: "Cut \(number)", account).bytes
        let client = try gateway.connect(.management)
        try await client.connection.send(Array(bytes.dropLast(min(cut, bytes.count - 10))))
        client.connection.endSending()
        // All that arrived is read by then.
        #expect(try await client.receive()?.status == 400)
      }
      #expect(try await names(account) == [])
    }
  }

  @Test("RFC 9112 9.5: a client that is gone before the answer has made its change, once")
  func beforeAnswer() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      for number in 1...20 {
        let client = try gateway.connect(.management)
        try await client.connection.send(creation(of: "App \(number)", account).bytes)
        client.connection.cut()
      }
      try await gateway.awaitMetric(#"oauth_gateway_requests_total{route="\#(Self.path)",status="2xx"} 20"#)
      #expect(try await Set(names(account)) == Set((1...20).map { "App \($0)" }))
      #expect(try await names(account).count == 20)
    }
  }
}
