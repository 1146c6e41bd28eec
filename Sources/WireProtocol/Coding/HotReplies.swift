import JSON

// The replies of the methods that are called most write themselves: by `Encodable` they cost a tenth of a call. A test
// holds every such text against the one that ``MessageWriter`` makes.

extension TokensIssue {
  package static func json(of reply: TokenReply) -> [UInt8] {
    var object = JSONObjectWriter(capacity: 256 + reply.accessToken.revealed.utf8.count + reply.scope.utf8.count)
    object.write("access_token", reply.accessToken.revealed)
    object.write("token_type", TokenType.bearer.rawValue)
    object.write("expires_in", reply.expiresIn)
    object.write("scope", reply.scope)
    return object.finish()
  }
}

extension TokensIntrospect {
  package static func json(of reply: Introspection) -> [UInt8] {
    var object = JSONObjectWriter(capacity: 640 + (reply.claims?.scope.utf8.count ?? 0))
    object.write("active", reply.claims != nil)
    reply.claims?.write(into: &object)
    return object.finish()
  }
}

extension Introspection.Claims {
  fileprivate func write(into object: inout JSONObjectWriter) {
    let client = clientId.text
    object.write("scope", scope)
    object.write("client_id", client)
    object.write("token_type", tokenType.rawValue)
    object.write("exp", exp)
    object.write("iat", iat)
    object.write("sub", sub == clientId ? client : sub.text)
    if aud.texts.count == 1 { object.write("aud", aud.texts[0]) } else { object.write("aud", aud.texts) }
    object.write("iss", iss)
    object.write("jti", jti)
    object.write("account_sid", accountSid.text)
    object.write("region", region)
    if let secretSid { object.write("secret_sid", secretSid.text) }
    if let clientKey { object.write("client_key", clientKey.text) }
  }
}

extension TokensAuthorize {
  package static func json(of reply: Authorization) -> [UInt8] {
    var object = JSONObjectWriter(capacity: 384 + (reply.scope?.utf8.count ?? 0))
    object.write("allowed", reply.allowed)
    object.write("reason", reply.reason)
    if let permission = reply.permission { object.write("permission", permission) }
    if let client = reply.clientId { object.write("client_id", client.text) }
    if let account = reply.accountSid { object.write("account_sid", account.text) }
    if let scope = reply.scope { object.write("scope", scope) }
    return object.finish()
  }
}
