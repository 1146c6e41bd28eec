import WireProtocol

extension Introspection: Detailed {
  var fields: [Field] {
    guard let claims else { return [Field("active", "false")] }
    return [
      Field("active", "true"), Field("scope", lines: claims.scope.split(separator: " ").map(String.init)),
      Field("client_id", claims.clientId.text), Field("token_type", claims.tokenType.rawValue),
      Field("exp", claims.exp),
      Field("iat", claims.iat), Field("sub", claims.sub.text), Field("aud", lines: claims.aud.texts),
      Field("iss", claims.iss),
      Field("jti", claims.jti), Field("account_sid", claims.accountSid.text), Field("region", claims.region),
      Field("secret_sid", claims.secretSid?.text), Field("client_key", claims.clientKey?.text),
    ]
  }
}
