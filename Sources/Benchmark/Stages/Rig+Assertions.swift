import JOSE
import WireProtocol

extension Rig {
  /// So many assertions are made for each app: an app has no more than twice as many that are unexpired.
  private static let assertionsPerApp = 5000
  /// Seconds that they live: longer than a run.
  private static let lifetime = 3600

  /// Issues tokens by assertions, each signed beforehand and used once; compared with the signature and the
  /// verification that a token so takes.
  func measureAssertions() async throws -> [Measurement] {
    tell("\(Figure.text(plan.coldTokens)) assertions are signed to be shown later")
    let requests = try await onOwnThread { try assertions(plan.coldTokens) }
    let load = Load(
      operation: "\(TokensIssue.name), ES256 assertion", socket: site.socket(of: .tokenIssuer), shape: Plan.pipelined,
      requests: requests, expected: #""access_token":""#)
    let each = 1 / speed.signatures + 1 / speed.verifications
    return [try await measure(load).line.compared(with: "ecdsap256 sign and verify", rate: 1 / each)]
  }

  private func assertions(_ count: Int) throws -> RequestSequence {
    let key = try SigningKey.generate()
    let issuer = try LoadConnection(path: site.socket(of: .tokenIssuer)).call(MetadataGet()).issuer
    let apps = try keyedApps(1 + count / Self.assertionsPerApp, PublicJWK(key.verificationKey, kid: nil))
    let now = Timestamp.now.secondsSince1970
    var requests = RequestSequence(repeats: false)
    for number in 0..<count {
      let client = apps[number % apps.count]
      let assertion = try ClientAssertion.sign(
        client: client.text, audience: issuer, at: now, lifetime: Self.lifetime, jwtID: String(number), with: key)
      try requests.append(
        TokensIssue(clientId: client, clientAssertionType: .jwtBearer, clientAssertion: Sensitive(assertion)))
    }
    return requests
  }

  private func keyedApps(_ count: Int, _ key: PublicJWK) throws -> [AppSID] {
    let registry = try LoadConnection(path: site.socket(of: .appRegistry))
    let tag = UInt32.random(in: 0 ... .max)
    return try (0..<count).map { number in
      try registry.call(
        AppsCreate(
          accountSid: app.account, friendlyName: FriendlyName("Keyed \(tag) \(number)"),
          policy: Policy(allow: SeededApps.permissions), tokenEndpointAuthMethod: .privateKeyJWT,
          jwks: PublicJWKSet(keys: [key]))
      ).app.sid
    }
  }
}
