package import JSON

// The requests that are sent most are read by code of their own as long as they are plain: texts alone, and nothing
// that the type does not have. By `Decodable` that costs a twentieth of a call. Whatever is not plain is left to
// ``MessageReader``, which reads it or says what is wrong; a test holds the one against the other.

extension TokensIssue {
  package static func plain(_ params: JSONValue) -> TokensIssue? {
    var members = PlainMembers(params)
    let client = members.text("client_id", as: AppSID.init)
    let secret = members.secret("client_secret")
    let scope = members.text("scope")
    let grantType = members.text("grant_type")
    guard members.areAllRead else { return nil }
    return TokensIssue(clientId: client, clientSecret: secret, scope: scope, grantType: grantType)
  }
}

extension TokensIntrospect {
  package static func plain(_ params: JSONValue) -> TokensIntrospect? {
    var members = PlainMembers(params)
    let token = members.secret("token")
    let resource = members.text("resource")
    guard let token, members.areAllRead else { return nil }
    return TokensIntrospect(token: token, resource: resource)
  }
}

extension TokensAuthorize {
  package static func plain(_ params: JSONValue) -> TokensAuthorize? {
    var members = PlainMembers(params)
    let token = members.secret("token")
    let key = members.text("api_key", as: APIKeySID.init)
    let secret = members.secret("secret")
    let method = members.text("method")
    let host = members.text("host")
    let path = members.text("path")
    let resource = members.text("resource")
    guard let method, let path, members.areAllRead else { return nil }
    return TokensAuthorize(
      token: token, apiKey: key, secret: secret, method: method, host: host, path: path, resource: resource)
  }
}

extension Meta {
  /// As ``Method/plain(_:)``.
  package static func plain(_ meta: JSONValue) -> Meta? {
    var members = PlainMembers(meta)
    let deadline = members.number("deadline_ms")
    let trace = members.text("traceparent", as: TraceContext.init)
    let key = members.text("idempotency_key", as: IdempotencyKey.init)
    guard members.areAllRead else { return nil }
    return Meta(deadlineMs: deadline, traceparent: trace, idempotencyKey: key)
  }
}

/// The members of an object that is read as plain: an optional one is missing, or a text or number that its type takes.
private struct PlainMembers {
  private let object: JSONValue
  private var read = 0

  init(_ object: JSONValue) {
    self.object = object
  }

  /// Whether it is an object, and every member was asked for and was plain.
  var areAllRead: Bool { object.isObject && read == object.childCount }

  mutating func text(_ name: StaticString, longest: Int = MessageReader.longestText) -> String? {
    guard let text = object[name]?.string, text.utf8.count <= longest else { return nil }
    read += 1
    return text
  }

  mutating func text<Value>(_ name: StaticString, as make: (String) -> Value?) -> Value? {
    guard let value = object[name]?.string.flatMap(make) else { return nil }
    read += 1
    return value
  }

  mutating func number(_ name: StaticString) -> Int? {
    guard let number = object[name]?.integer else { return nil }
    read += 1
    return number
  }

  mutating func secret(_ name: StaticString) -> Sensitive? {
    text(name, longest: Sensitive.maximumLength).map(Sensitive.init)
  }
}
