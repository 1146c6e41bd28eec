import AppRegistry
import RPC
import SecretManager
import TestSupport
import Testing
import TokenIssuer
import WireProtocol

@Suite("Descriptions of the methods")
struct SchemaRules {
  @Test("Each method's example fits its schemas", arguments: ServiceName.allCases)
  func examples(_ service: ServiceName) throws {
    let description = try ServiceDescription(service)
    for method in service.methods + serviceMethods.descriptions {
      let example = try method.example()
      let faults = try description.faults(method.name, Wire.document(example.request), Wire.document(example.reply))
      #expect(faults == [])
    }
  }

  @Test("The registry's replies fit their schemas")
  func registry() async throws {
    let world = try await World()
    let registry = Client(try DescribedService(.appRegistry, world.registryService().routes, from: .root))
    let account = try await registry.call(AccountsCreate(friendlyName: FriendlyName("Acme")))
    let branch = try await registry.call(AccountsCreate(friendlyName: FriendlyName("Branch"), parentSid: account.sid))
    _ = try await registry.call(AccountsGet(sid: branch.sid))
    _ = try await registry.call(AccountsList(pageSize: PageSize(1)))
    _ = try await registry.call(AccountsSuspend(sid: branch.sid))
    _ = try await registry.call(AccountsResume(sid: branch.sid))
    let user = try await registry.call(UsersCreate(friendlyName: FriendlyName("Ada"), unixUser: "ada"))
    _ = try await registry.call(UsersCreate(friendlyName: FriendlyName("Without a login")))
    _ = try await registry.call(UsersGet(sid: user.sid))
    _ = try await registry.call(UsersList())
    _ = try await registry.call(RolesGrant(userSid: user.sid, accountSid: account.sid, role: .owner))
    _ = try await registry.call(RolesList(accountSid: account.sid))
    _ = try await registry.call(RolesRevoke(userSid: user.sid, accountSid: account.sid, role: .owner))
    try await apps(of: account.sid, registry)
    try await apiKeys(of: account.sid, registry)
    for host in ["api.twilio.com", "nowhere.example"] {
      _ = try await registry.call(PermissionsMatch(method: "GET", host: host, path: "/2010-04-01/Accounts.json"))
    }
    _ = try await registry.call(PermissionsList(product: "messaging", pageSize: PageSize(2)))
    _ = try await registry.call(UsersDelete(sid: user.sid))
    _ = try await registry.call(AccountsClose(sid: branch.sid))
  }

  private func apps(of account: AccountSID, _ registry: Client) async throws {
    let app = try await registry.call(
      AppsCreate(accountSid: account, friendlyName: FriendlyName("Billing"), policy: .example)
    ).app.sid
    _ = try await registry.call(AppsGet(sid: app))
    _ = try await registry.call(AppsList(accountSid: account))
    _ = try await registry.call(AppsUpdate(sid: app, description: AppDescription("Sends invoices")))
    let rotated = try await registry.call(AppsRotateSecret(sid: app))
    _ = try await registry.call(AppsRevokeSecret(sid: app, secretSid: rotated.sid))
    _ = try await registry.call(AppsListSecrets(sid: app))
    let pair = try ClientKeyPair()
    _ = try await registry.call(AppsAddKey(sid: app, jwk: pair.jwk()))
    _ = try await registry.call(AppsUpdate(sid: app, tokenEndpointAuthMethod: .privateKeyJWT))
    _ = try await registry.call(AppsRemoveKey(sid: app, thumbprint: pair.thumbprint))
    let keys = PublicJWKSet(keys: [pair.jwk(kid: "one")])
    _ = try await registry.call(AppsSetKeys(sid: app, jwks: keys, compromised: true))
    _ = try await registry.call(
      AppsCreate(
        accountSid: account, friendlyName: FriendlyName("Keyed"), policy: .example,
        tokenEndpointAuthMethod: .privateKeyJWT, jwks: keys))
    _ = try await registry.call(AppsDelete(sid: app))
  }

  private func apiKeys(of account: AccountSID, _ registry: Client) async throws {
    let key = try await registry.call(
      APIKeysCreate(accountSid: account, friendlyName: FriendlyName("Reports"), policy: .example)
    ).apiKey.sid
    let main = try await registry.call(
      APIKeysCreate(accountSid: account, friendlyName: FriendlyName("Main"), type: .main)
    ).apiKey.sid
    _ = try await registry.call(APIKeysGet(sid: main))
    _ = try await registry.call(APIKeysList(accountSid: account))
    _ = try await registry.call(APIKeysUpdate(sid: key, friendlyName: FriendlyName("Statistics")))
    _ = try await registry.call(APIKeysRotateSecret(sid: key))
    _ = try await registry.call(APIKeysDelete(sid: key))
  }

  @Test(
    "The secret manager's replies fit their schemas", arguments: [.app(.random()), .apiKey(.random())] as [ClientID])
  func secretManager(client: ClientID) async throws {
    let world = try await World()
    let routes = try world.secretManagerService().routes
    let secrets = Client(try DescribedService(.secretManager, routes, from: .service(.appRegistry)))
    let issuer = Client(try DescribedService(.secretManager, routes, from: .service(.tokenIssuer)))
    let first = try await secrets.call(SecretsCreate(clientId: client))
    _ = try await secrets.call(SecretsRotate(clientId: client, gracePeriod: GracePeriod(60)))
    for secret in [first.secret, Sensitive("wrong")] {
      _ = try await secrets.call(SecretsVerify(clientId: client, clientSecret: secret))
    }
    _ = try await secrets.call(SecretsRevoke(clientId: client, secretSid: first.sid))
    _ = try await issuer.call(SecretsGet(clientId: client, secretSid: first.sid))
    _ = try await secrets.call(SecretsList(clientId: client))
    _ = try await secrets.call(SecretsDestroy(clientId: client))
  }

  @Test("The issuer's replies fit their schemas, those about tokens that are not active too")
  func issuer() async throws {
    let world = try await World()
    let issuer = Client(try DescribedService(.tokenIssuer, world.issuerService().routes, from: .root))
    let app = try await world.makeApp(in: world.makeAccount())
    let token = try await issuer.call(TokensIssue(clientId: app.sid, clientSecret: app.secret)).accessToken
    let keyed = try await world.makeKeyedApp()
    let byKey = try await issuer.call(TokensIssue(world.assertion(keyed))).accessToken
    for token in [token, byKey, Sensitive("nonsense")] {
      _ = try await issuer.call(TokensIntrospect(token: token))
      for path in ["/2010-04-01/Accounts/\(app.account)/Messages.json", "/nowhere"] {
        _ = try await issuer.call(TokensAuthorize(token: token, method: "GET", path: path))
      }
    }
    let key = try await world.makeKey(in: app.account)
    for path in ["/2010-04-01/Accounts/\(app.account)/Messages.json", "/nowhere"] {
      _ = try await issuer.call(TokensAuthorize(apiKey: key.sid, secret: key.secret, method: "GET", path: path))
    }
    _ = try await issuer.call(TokensRevoke(token: token, clientId: app.sid, clientSecret: app.secret))
    _ = try await issuer.call(SigningKeysList())
    _ = try await issuer.call(JWKSGet())
    _ = try await issuer.call(MetadataGet())
  }
}
