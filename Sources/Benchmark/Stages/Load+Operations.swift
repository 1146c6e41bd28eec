import WireProtocol

// The operations that are measured. Those on many apps or tokens take them in turn.
extension Load {
  static func issue(_ apps: [SeededApps.Credentials], at site: any Site, _ shape: Shape) throws -> Load {
    Load(
      operation: TokensIssue.name, socket: site.socket(of: .tokenIssuer), shape: shape,
      requests: try RequestSequence(apps.map { TokensIssue(clientId: $0.sid, clientSecret: $0.secret) }, repeats: true),
      expected: #""access_token":""#)
  }

  /// A token for each of the apps, once.
  static func harvest(_ apps: [SeededApps.Credentials], at site: any Site) throws -> Load {
    Load(
      operation: TokensIssue.name, socket: site.socket(of: .tokenIssuer), shape: Shape(16, 4),
      requests: try RequestSequence(
        apps.map { TokensIssue(clientId: $0.sid, clientSecret: $0.secret) }, repeats: false),
      expected: #""access_token":""#, collected: "access_token")
  }

  static func introspect(_ tokens: [Sensitive], at site: any Site, _ shape: Shape, repeats: Bool = true) throws -> Load
  {
    Load(
      operation: TokensIntrospect.name, socket: site.socket(of: .tokenIssuer), shape: shape,
      requests: try RequestSequence(tokens.map { TokensIntrospect(token: $0) }, repeats: repeats),
      expected: #""active":true"#)
  }

  static func authorize(_ app: MeasuredApp, at site: any Site, _ shape: Shape) throws -> Load {
    Load(
      operation: TokensAuthorize.name, socket: site.socket(of: .tokenIssuer), shape: shape,
      requests: try RequestSequence(TokensAuthorize(listingMessagesOf: app.account, token: app.token)),
      expected: #""allowed":true"#)
  }

  static func authorize(_ key: MeasuredKey, at site: any Site, _ shape: Shape) throws -> Load {
    Load(
      operation: MeasuredKey.operation, socket: site.socket(of: .tokenIssuer), shape: shape,
      requests: try RequestSequence(
        TokensAuthorize(listingMessagesOf: key.account, apiKey: key.sid, secret: key.secret)),
      expected: #""allowed":true"#)
  }

  /// The same requests as ``introspect(_:at:_:repeats:)``, to the reference.
  static func echo(_ app: MeasuredApp, at socket: String, _ shape: Shape) throws -> Load {
    Load(
      operation: "C echo, \(app.introspectionLength) bytes", socket: socket, shape: shape,
      requests: try RequestSequence(TokensIntrospect(token: app.token)), expected: #""result""#)
  }

  /// Apps with names that no other has.
  static func create(_ count: Int, in account: AccountSID, at site: any Site, _ shape: Shape) throws -> Load {
    let tag = UInt32.random(in: 0 ... .max)
    var requests = RequestSequence(repeats: false)
    for number in 0..<count {
      let name = try FriendlyName("Created \(tag) \(number)")
      try requests.append(
        AppsCreate(accountSid: account, friendlyName: name, policy: Policy(allow: SeededApps.permissions)))
    }
    return Load(
      operation: AppsCreate.name, socket: site.socket(of: .appRegistry), shape: shape, requests: requests,
      expected: #""secret":""#,
      collected: "sid")
  }

  static func rotate(_ apps: [AppSID], at site: any Site, _ shape: Shape) throws -> Load {
    Load(
      operation: AppsRotateSecret.name, socket: site.socket(of: .appRegistry), shape: shape,
      requests: try RequestSequence(apps.map { AppsRotateSecret(sid: $0) }, repeats: true), expected: #""secret":""#)
  }

  static func delete(_ apps: [AppSID], at site: any Site, _ shape: Shape) throws -> Load {
    Load(
      operation: AppsDelete.name, socket: site.socket(of: .appRegistry), shape: shape,
      requests: try RequestSequence(apps.map { AppsDelete(sid: $0) }, repeats: false), expected: #""result":{}"#)
  }

  /// Three kinds in turn: each app's token is issued, an older token introspected and used.
  static func mixture(
    _ apps: [SeededApps.Credentials], _ tokens: [Sensitive], of account: AccountSID, at site: any Site
  ) throws -> Load {
    var requests = RequestSequence(repeats: true)
    for (number, token) in tokens.enumerated() {
      let app = apps[number % apps.count]
      try requests.append(TokensIssue(clientId: app.sid, clientSecret: app.secret))
      try requests.append(TokensIntrospect(token: token))
      try requests.append(TokensAuthorize(listingMessagesOf: account, token: token))
    }
    return Load(
      operation: "all three of them", socket: site.socket(of: .tokenIssuer), shape: Plan.busy,
      requests: requests,
      expected: #""result""#)
  }

  /// The same over connections to so many processes.
  func spread(over instances: Int) -> Load { with(\.instances, instances) }

  /// The same in another shape.
  func shaped(_ shape: Shape) -> Load { with(\.shape, shape) }

  /// The same, counted once all connections have been busy for so many seconds.
  func settled(after seconds: Double) -> Load { with(\.settling, seconds) }

  /// The same, and the service may refuse what it can't do now.
  var refusable: Load { with(\.mayBeRefused, true) }

  /// The same under another name in the report.
  func named(_ operation: String) -> Load { with(\.operation, operation) }

  private func with<Value>(_ member: WritableKeyPath<Load, Value>, _ value: Value) -> Load {
    var load = self
    load[keyPath: member] = value
    return load
  }
}

extension TokensAuthorize {
  fileprivate init(
    listingMessagesOf account: AccountSID, token: Sensitive? = nil, apiKey: APIKeySID? = nil, secret: Sensitive? = nil
  ) {
    self.init(
      token: token, apiKey: apiKey, secret: secret, method: "GET", host: "api.twilio.com",
      path: "/2010-04-01/Accounts/\(account)/Messages.json")
  }
}
