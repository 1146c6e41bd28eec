import HTTP
import JSON
import TestSupport
import Testing

/// No client takes up all of the gateway, from however many addresses it comes.
@Suite(.timeLimit(.minutes(1))) struct ClientShareTests {
  private static let token = #"{"access_token":"a","token_type":"Bearer","expires_in":3600,"scope":"s"}"#

  private static func request(of number: Int) -> HTTPText {
    .form(
      "/v2/token", "grant_type=client_credentials", fields: ["Authorization": .basic(client(number), "secret")])
  }

  /// By an assertion that alone says who asks.
  private static func assertedRequest(of number: Int) -> HTTPText {
    let claims = Base64URL.encode(Array(#"{"sub":"\#(client(number))"}"#.utf8).span)
    return .form(
      "/v2/token",
      "grant_type=client_credentials&client_assertion=e30.\(claims).e30&client_assertion_type="
        + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer")
  }

  private static func client(_ number: Int) -> String { "OQ" + String(repeating: "0", count: 31) + "\(number)" }

  @Test(
    "A client id with its share of requests at work is told 429; another is served, and so is it, once one is done",
    arguments: [false, true])
  func share(isAsserted: Bool) async throws {
    let request: @Sendable (Int) -> HTTPText = { isAsserted ? Self.assertedRequest(of: $0) : Self.request(of: $0) }
    var limits = HTTPLimits.patient
    limits.requestsOfClient = 1
    let issuer = try PlayedService()
    try await TestGateway.run(limits: limits, issuer: issuer.path) { gateway in
      async let first = gateway.exchange(request(1))
      let connection = try await issuer.listener.accept()
      let question = try #require(try await connection.receive())
      let refused = try await gateway.exchange(request(1))
      #expect(refused.status == 429)
      #expect(refused["retry-after"] == "1")
      #expect(refused.text.contains("of this client are at work"), "\(refused.text)")
      async let other = gateway.exchange(request(2))
      try await connection.answer("tokens.issue", Self.token)
      #expect(try await other.status == 200)
      try await connection.answer(question, "tokens.issue", Self.token)
      #expect(try await first.status == 200)
      async let second = gateway.exchange(request(1))
      try await connection.answer("tokens.issue", Self.token)
      #expect(try await second.status == 200)
    }
  }
}
