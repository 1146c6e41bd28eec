import Testing
import WireProtocol

@Suite struct HotReplyTests {
  private static let texts = ["", "/twilio/messaging/messages/list", "a \"quoted\"\n\u{1B} \\ é text"]

  @Test("A token's reply writes itself as every other value is written", arguments: texts)
  func token(_ text: String) throws {
    try expect(TokensIssue.self, TokenReply(accessToken: Sensitive(text), expiresIn: 3600, scope: text))
  }

  @Test(
    "An introspection writes itself as every other value is written", arguments: texts,
    [[], ["https://a.example"], ["https://a.example", "https://b.example"]])
  func introspection(_ text: String, _ audience: [String]) throws {
    let secrets: [(SecretSID?, KeyThumbprint?)] = [(.sample, nil), (nil, .sample), (nil, nil)]
    for (secret, key) in secrets {
      let claims = Introspection.Claims(
        scope: text, clientId: .sample, exp: 2_000_003_600, iat: 2_000_000_000, aud: OneOrMore(audience), iss: text,
        jti: text, accountSid: .sample, region: text, secretSid: secret, clientKey: key)
      try expect(TokensIntrospect.self, Introspection(claims))
    }
    try expect(TokensIntrospect.self, .inactive)
  }

  @Test("An authorization writes itself as every other value is written", arguments: texts, [true, false])
  func authorization(_ text: String, isAllowed: Bool) throws {
    try expect(TokensAuthorize.self, Authorization(allowed: isAllowed, reason: text))
    for client in [ClientID.app(.sample), .apiKey(.sample)] {
      try expect(
        TokensAuthorize.self,
        Authorization(
          allowed: isAllowed, reason: text, permission: text, clientId: client, accountSid: .sample, scope: text))
    }
  }

  private func expect<M: Method>(_ method: M.Type, _ reply: M.Reply) throws {
    let written = String(decoding: try M.json(of: reply), as: UTF8.self)
    #expect(written == String(decoding: try MessageWriter.json(reply), as: UTF8.self))
  }
}
