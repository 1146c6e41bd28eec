import JSON

extension AccessTokenClaims {
  /// The claims set as it is signed.
  func json() -> [UInt8] {
    var writer = JSONObjectWriter(capacity: 512 + scope.utf8.count)
    writer.write("iss", issuer)
    writer.write("sub", subject)
    if audience.count == 1 { writer.write("aud", audience[0]) } else { writer.write("aud", audience) }
    writer.write("client_id", clientID)
    writer.write("iat", issuedAt)
    writer.write("exp", expirationTime)
    writer.write("jti", jwtID)
    if !scope.isEmpty { writer.write("scope", scope) }
    writer.write("account_sid", accountSID)
    writer.write("region", region)
    if let secretSID { writer.write("secret_sid", secretSID) }
    if let clientKey { writer.write("client_key", clientKey) }
    if let unit { writer.write("unit", unit) }
    if epoch != 0 { writer.write("epoch", epoch) }
    return writer.finish()
  }

  /// The claims in a payload whose signature is valid. Unknown claims are ignored.
  init(json: [UInt8]) throws(AccessTokenError) {
    guard let object = JOSEObject(json) else { throw .notJSONObject("payload") }
    issuer = try object.stringClaim("iss")
    subject = try object.stringClaim("sub")
    audience = try object.stringsClaim("aud")
    clientID = try object.stringClaim("client_id")
    issuedAt = try object.integerClaim("iat")
    expirationTime = try object.integerClaim("exp")
    jwtID = try object.stringClaim("jti")
    scope = object["scope"] == nil ? "" : try object.stringClaim("scope")
    accountSID = try object.stringClaim("account_sid")
    region = try object.stringClaim("region")
    clientKey = object["client_key"] == nil ? nil : try object.stringClaim("client_key")
    unit = object["unit"] == nil ? nil : try object.stringClaim("unit")
    let isOtherwise = clientKey != nil || unit != nil
    secretSID = isOtherwise && object["secret_sid"] == nil ? nil : try object.stringClaim("secret_sid")
    epoch = object["epoch"] == nil ? 0 : try object.integerClaim("epoch")
  }
}

extension JOSEObject {
  fileprivate func stringClaim(_ name: StaticString) throws(AccessTokenError) -> String {
    guard let text = try claim(name).string else { throw .invalidClaim("\(name)") }
    return text
  }

  /// One text, or an array of them.
  fileprivate func stringsClaim(_ name: StaticString) throws(AccessTokenError) -> [String] {
    let value = try claim(name)
    guard let texts = value.string.map({ [$0] }) ?? value.strings else { throw .invalidClaim("\(name)") }
    return texts
  }

  fileprivate func integerClaim(_ name: StaticString) throws(AccessTokenError) -> Int {
    guard let number = try claim(name).exactInteger else { throw .invalidClaim("\(name)") }
    return number
  }

  private func claim(_ name: StaticString) throws(AccessTokenError) -> JSONValue {
    guard let value = self[name] else { throw .missingClaim("\(name)") }
    return value
  }
}
