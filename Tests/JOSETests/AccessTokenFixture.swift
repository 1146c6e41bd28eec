import JOSE
import JSON

/// Keys, claims and hand-made tokens for the tests of access tokens.
struct AccessTokenFixture {
  static let now = 1_800_000_000
  private static let generated = SignatureAlgorithm.allCases.map { algorithm in
    Result { try SigningKey.generate(algorithm) }
  }

  let key: SigningKey
  let verifier = AccessTokenVerifier(issuer: "https://auth.example.com", audience: "https://api.example.com")
  var claims = AccessTokenClaims(
    issuer: "https://auth.example.com", subject: "OQ0123456789abcdef0123456789abcdef",
    audience: ["https://api.example.com"],
    clientID: "OQ0123456789abcdef0123456789abcdef", issuedAt: now, expirationTime: now + 3600,
    jwtID: "Zk3nVvXyT0q1J7cC2w4b9A", scope: "/twilio/messaging/messages/list",
    accountSID: "AC0123456789abcdef0123456789abcdef",
    region: "us1", secretSID: "CS0123456789abcdef0123456789abcdef")

  /// One key per algorithm serves all tests, since RSA keys take long to make.
  init(_ algorithm: SignatureAlgorithm = .es256) throws {
    key = try Self.generated[SignatureAlgorithm.allCases.firstIndex(of: algorithm) ?? 0].get()
  }

  func sign() throws -> String { try AccessToken.sign(claims, with: key) }

  func verify(_ token: String, now: Int = now) throws(AccessTokenError) -> AccessTokenClaims {
    try verifier.verify(token, now: now) { kid in kid == key.kid ? key.verificationKey : nil }
  }

  /// Why `token` is refused, or nil where it is accepted.
  func refusal(of token: String, now: Int = now) -> AccessTokenError? {
    do {
      _ = try verify(token, now: now)
      return nil
    } catch {
      return error
    }
  }

  /// The header that this fixture's key writes, with `extra` JSON members put after it.
  func header(alg: String? = nil, typ: String = "at+jwt", kid: String? = nil, extra: String = "") -> String {
    #"{"alg":"\#(alg ?? key.algorithm.rawValue)","typ":"\#(typ)","kid":"\#(kid ?? key.kid)"\#(extra)}"#
  }

  /// A payload of valid claims in which the JSON text of `replacing` takes the place of the claim's own; nil leaves it
  /// out.
  func payload(_ replacing: [String: String?] = [:]) -> String {
    let own: KeyValuePairs = [
      "iss": #""https://auth.example.com""#, "sub": #""a""#, "aud": #""https://api.example.com""#, "client_id": #""a""#,
      "iat": "\(Self.now)", "exp": "\(Self.now + 3600)", "jti": #""j""#, "scope": #""s""#, "account_sid": #""AC""#,
      "region": #""us1""#, "secret_sid": #""CS""#,
    ]
    let members = own.compactMap { name, json in replacing[name, default: json].map { #""\#(name)":\#($0)"# } }
    return "{\(members.joined(separator: ","))}"
  }

  /// A token of these very texts, whatever they are, with a genuine signature of `signer` (this fixture's key) over
  /// them.
  func sign(header: String, payload: String, by signer: SigningKey? = nil) throws -> String {
    try sign(encode(header) + "." + encode(payload), by: signer)
  }

  /// `input` with a genuine signature over it as the last part.
  func sign(_ input: String, by signer: SigningKey? = nil) throws -> String {
    let signature = try (signer ?? key).sign([UInt8](input.utf8))
    return input + "." + Base64URL.encode(signature.span)
  }

  func encode(_ text: String) -> String { Base64URL.encode([UInt8](text.utf8).span) }
}
