import JOSE
import JSON
import TestSupport
import Testing
import WireProtocol

/// Tokens that no honest client sends: introspection calls each inactive, authorization says why, and the issuer goes
/// on.
@Suite("Tokens that are refused")
struct RefusedTokens {
  @Test("Each forged or stale token is inactive, and the reason names what is wrong", arguments: World.Wiring.allCases)
  func reasons(_ wiring: World.Wiring) async throws {
    let world = try await World(wiring)
    let app = try await world.makeApp()
    let good = try await world.issue(app)
    let key = try await world.signingKey()
    let claims = world.claims(app)
    let parts = good.split(separator: ".").map(String.init)

    let header = Self.header(algorithm: "none", kid: key.kid)
    try await world.expectRefusal(of: "\(header).\(parts[1]).", naming: "algorithm none")
    try await world.expectRefusal(of: "\(header).\(parts[1]).\(parts[2])", naming: "algorithm none")
    try await world.expectRefusal(
      of: try AccessToken.sign(claims, with: .generate()), naming: "unknown or no longer trusted")
    let foreign = try SigningKey.generate()
    try await world.expectRefusal(
      of: Self.token(claims, signedBy: foreign, claimingKid: key.kid), naming: "signature is not valid")
    try await world.expectRefusal(
      of: Self.token(claims, signedBy: foreign, claimingKid: "../../etc/passwd"), naming: "kid")
    try await world.expectRefusal(of: String(repeating: "a", count: Sensitive.maximumLength), naming: "three parts")
    try await world.expectRefusal(of: "", naming: "three parts")
    try await world.expectRefusal(of: "\(parts[0]).\(parts[1])", naming: "three parts")

    var changed = claims
    changed.audience = []
    try await world.expectRefusal(of: AccessToken.sign(changed, with: key), naming: "audience")
    changed = claims
    changed.issuer = "https://elsewhere.example"
    try await world.expectRefusal(of: AccessToken.sign(changed, with: key), naming: "issuer")
    changed = claims
    changed.expirationTime = world.clock.now.secondsSince1970
    try await world.expectRefusal(of: AccessToken.sign(changed, with: key), naming: "expired")
    changed = claims
    changed.issuedAt = world.clock.now.secondsSince1970 + 61
    try await world.expectRefusal(of: AccessToken.sign(changed, with: key), naming: "future")
    changed = claims
    changed.clientID = AppSID(low: 42).text
    try await world.expectRefusal(of: AccessToken.sign(changed, with: key), naming: "deleted")
    changed = claims
    changed.secretSID = SecretSID(low: 42).text
    try await world.expectRefusal(of: AccessToken.sign(changed, with: key), naming: "compromised")

    changed = claims
    changed.jwtID = "1"
    try await world.expectRefusal(of: AccessToken.sign(changed, with: key), naming: "names no")

    #expect(try await world.isActive(good), "the issuer goes on")
    try await world.end()
  }

  @Test(
    "A token signed by the issuer's own key, with its own claims, is active: the measure of the refusals above"
  )
  func control() async throws {
    let world = try await World()
    let app = try await world.makeApp()
    #expect(try await world.isActive(AccessToken.sign(world.claims(app), with: world.signingKey())))
  }

  private static func header(algorithm: String, kid: String) -> String {
    let json = #"{"alg":"\#(algorithm)","typ":"at+jwt","kid":"\#(kid)"}"#
    return Base64URL.encode(Array(json.utf8).span)
  }

  /// The claims under a header that names another key than the one that signs.
  private static func token(_ claims: AccessTokenClaims, signedBy key: SigningKey, claimingKid kid: String) throws
    -> String
  {
    let payload = try AccessToken.sign(claims, with: key).split(separator: ".")[1]
    let input = "\(header(algorithm: "ES256", kid: kid)).\(payload)"
    let signature = try key.sign(Array(input.utf8))
    return "\(input).\(Base64URL.encode(signature.span))"
  }
}
