import WireProtocol

extension TokenReply: Detailed {
  var fields: [Field] {
    [
      Field("access_token", accessToken.revealed), Field("token_type", TokenType.bearer.rawValue),
      Field("expires_in", expiresIn),
      Field("scope", lines: scope.split(separator: " ").map(String.init)),
    ]
  }
}
