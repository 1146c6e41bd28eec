// The values that the methods' examples show.

extension Timestamp {
  package static let example = Timestamp(secondsSince1970: 1_795_435_200)
}

extension TraceContext {
  package static let example = TraceContext(
    traceID: (0x0AF7_6519_16CD_43DD, 0x8448_EB21_1C80_319C), spanID: 0xB7AD_6B71_6920_3331, isSampled: true)
}

extension Account {
  package static let example = example(.active)

  package static func example(_ status: AccountStatus) -> Account {
    Account(
      sid: .sample, friendlyName: .init(trusted: "Acme"), type: .full, status: status, parentSid: nil,
      dateCreated: .example, dateUpdated: .example)
  }
}

extension User {
  package static let example = User(
    sid: .sample, friendlyName: .init(trusted: "Ada"), unixUser: "ada", dateCreated: .example)
}

extension UnitBinding {
  package static let example = UnitBinding(unit: .sample, clientId: .sample, dateCreated: .example)
}

extension RoleGrant {
  package static let example = RoleGrant(userSid: .sample, accountSid: .sample, role: .developer, dateCreated: .example)
}

extension Policy {
  package static let example = Policy(allow: ["/twilio/messaging/messages/list", "/twilio/messaging/messages/read"])
}

extension App {
  package static let example = App(
    sid: .sample, accountSid: .sample, friendlyName: .init(trusted: "Billing"),
    description: .init(trusted: "Sends invoices"),
    status: .active, region: "us1", policy: .example, accessTokenTTL: .standard, createdBy: "Ada", creatorSid: .sample,
    dateCreated: .example, dateUpdated: .example)
}

extension KeyThumbprint {
  package static let example = KeyThumbprint("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k") ?? .sample
}

extension PublicJWK {
  /// RFC 8037 appendix A.
  package static let example = PublicJWK(
    kty: "OKP", alg: "EdDSA", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
}

extension App {
  package static let keyExample = keyExample(
    AppKey(thumbprint: .example, dateCreated: .example, jwk: .example))
  package static let compromisedKeyExample = keyExample(
    AppKey(
      thumbprint: .example, status: .compromised, dateCreated: .example, dateRemoved: .example + 3600, jwk: nil))

  private static func keyExample(_ key: AppKey) -> App {
    App(
      sid: .sample, accountSid: .sample, friendlyName: .init(trusted: "Billing"),
      description: .init(trusted: ""), status: .active, region: "us1",
      policy: Policy(allow: ["mcp:tools"]), accessTokenTTL: .standard, createdBy: "root",
      creatorSid: nil, dateCreated: .example, dateUpdated: .example, tokenEndpointAuthMethod: .privateKeyJWT,
      keys: [key])
  }
}

extension App {
  package static let disabledExample = example(.disabled)
  package static let revokedTokensExample = example(.active, TokenEpoch(number: 4_711_081_504_711))

  private static func example(_ status: AppStatus, _ epoch: TokenEpoch? = nil) -> App {
    App(
      sid: .sample, accountSid: .sample, friendlyName: example.friendlyName, description: example.description,
      status: status, region: "us1", policy: .example, accessTokenTTL: .standard, createdBy: "Ada",
      creatorSid: .sample, dateCreated: .example, dateUpdated: .example + 60, tokenEpoch: epoch)
  }
}

extension Sensitive {
  fileprivate static let exampleSecret = Sensitive("0123456789-abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

extension CreatedApp {
  package static let example = CreatedApp(app: .example, secret: .exampleSecret, secretSid: .sample)
}

extension APIKey {
  package static let example = APIKey(
    sid: .sample, type: .restricted, accountSid: .sample, friendlyName: .init(trusted: "Reports"), status: .active,
    policy: .example, createdBy: "Ada", creatorSid: .sample, dateCreated: .example, dateUpdated: .example)
}

extension CreatedAPIKey {
  package static let example = CreatedAPIKey(apiKey: .example, secret: .exampleSecret, secretSid: .sample)
}

extension Secret {
  package static let example = Secret(
    sid: .sample, clientId: .sample, status: .active, dateCreated: .example, dateExpires: .example + 86_400,
    dateRevoked: nil)
  package static let revokedExample = Secret(
    sid: .sample, clientId: .sample, status: .revoked, dateCreated: .example, dateExpires: nil,
    dateRevoked: .example + 3600)
}

extension IssuedSecret {
  package static let example = IssuedSecret(
    sid: SecretSID(low: 2), clientId: .sample, secret: .exampleSecret, dateCreated: .example, previous: .example)
  package static let keyExample = IssuedSecret(
    sid: SecretSID(low: 2), clientId: .apiKey(.sample), secret: .exampleSecret, dateCreated: .example)
  package static let firstExample = IssuedSecret(
    sid: .sample, clientId: .sample, secret: .exampleSecret, dateCreated: .example)
}

extension SecretVerification {
  package static let example = SecretVerification(secretSid: .sample)
}

extension ListedPermission {
  package static let example = ListedPermission(
    permission: "/twilio/messaging/messages/list", description: "List messages",
    endpoints: [
      ListedEndpoint(method: "GET", host: "api.twilio.com", path: "/2010-04-01/Accounts/{AccountSid}/Messages.json")
    ])
}

extension PermissionMatch {
  package static let example = PermissionMatch(
    permission: "/twilio/messaging/messages/list", accountSid: AccountSID.sample.text,
    reason: "the request needs the permission /twilio/messaging/messages/list")
}

extension TokenReply {
  package static let example = TokenReply(
    accessToken: Sensitive("eyJ..."), expiresIn: 3600, scope: "/twilio/messaging/messages/list")
}

extension Introspection {
  package static let example = Introspection(
    Claims(
      scope: "/twilio/messaging/messages/list", clientId: .sample, exp: Timestamp.example.secondsSince1970 + 3600,
      iat: Timestamp.example.secondsSince1970, aud: OneOrMore(["https://localhost"]), iss: "https://localhost",
      jti: "kzVl2WLBQ2mKXWS5yGlWvg",
      accountSid: .sample, region: "us1", secretSid: .sample))
}

extension SignedIntrospection {
  package static let example = SignedIntrospection(jwt: "eyJ...")
}

extension Authorization {
  package static let example = Authorization(
    allowed: true, reason: "the token holds /twilio/messaging/messages/list",
    permission: "/twilio/messaging/messages/list",
    clientId: .sample, accountSid: .sample)
}

extension ListedSigningKey {
  package static let example = ListedSigningKey(
    kid: SigningKeyID.sample.text, algorithm: "ES256", status: .signing, dateCreated: .example, signsFrom: .example)
  package static let announcedExample = ListedSigningKey(
    kid: SigningKeyID.sample.text, algorithm: "ES256", status: .announced, dateCreated: .example,
    signsFrom: .example + 86_400)
  package static let retiredExample = ListedSigningKey(
    kid: SigningKeyID.sample.text, algorithm: "ES256", status: .retired, dateCreated: .example, signsFrom: .example,
    signsUntil: .example + 3600, verifiesUntil: .example + 3600)
}

extension JWKSet {
  package static let example = JWKSet(keys: [
    JWK(
      kty: "EC", use: "sig", alg: "ES256", kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", crv: "P-256",
      x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM")
  ])
}

extension ServerMetadata {
  package static let example = ServerMetadata(
    issuer: "https://localhost", assertionAlgorithms: ["RS256", "ES256", "EdDSA"], signingAlgorithm: "ES256",
    resources: ["https://mcp.example/api"])
}

extension OpenRPC {
  package static let example = OpenRPC(title: "token-issuer", methods: [])
}

extension ServiceStatus {
  package static let example = ServiceStatus(
    service: .tokenIssuer, version: "0.1.0", instance: "1", pid: 4711, uptimeSeconds: 12, connections: 3,
    checks: [HealthCheck(part: "app-registry", status: .healthy, detail: "answers")])
}

extension ServiceMetrics {
  package static let example = ServiceMetrics(
    uptimeSeconds: 12, connections: 3, connectionsAccepted: 40,
    methods: ["tokens.issue": .init(requests: 100, refused: 1, failed: 0, microseconds: 9000)])
}

extension AuditCheckpoint {
  package static let example = AuditCheckpoint(
    number: 4711, hash: EntryHash(trusted: Array(repeating: 0xA7, count: EntryHash.length)))
}

extension AuditEntry {
  package static let example = AuditEntry(
    number: 4712, previous: AuditCheckpoint.example.hash, service: .appRegistry, date: .example, caller: .person,
    uid: 1000, login: "ada", actorSid: .sample, method: "apps.update", outcome: made,
    subject: Subject(AccountSID.sample, AppSID.sample),
    changes: [MemberChange(member: "friendly_name", from: "Billing", to: "Invoices")],
    traceId: TraceContext.example.traceIDText)
}
