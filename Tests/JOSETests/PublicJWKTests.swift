import JOSE
import JSON
import Testing
import WireProtocol

@Suite("Public keys of clients")
struct PublicJWKTests {
  private static let point = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
  private static let other = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
  private static let ec = [
    "kty": #""EC""#, "crv": #""P-256""#, "x": #""\#(point)""#, "y": #""\#(other)""#,
  ]

  /// A key of these members, the JSON text of each.
  private func key(_ members: [String: String], _ changes: [String: String?] = [:]) throws -> PublicJWK {
    var members = members
    for (name, json) in changes { members[name] = json }
    let text = "{\(members.map { #""\#($0)":\#($1)"# }.joined(separator: ","))}"
    let document = try JSONDocument(Array(text.utf8), limits: JSONLimits(depth: 8))
    return try MessageReader.read(PublicJWK.self, from: document.root, unknownMembers: .refused)
  }

  /// The member at fault; `nil` for a key that is taken.
  private func fault(_ key: PublicJWK) -> String? {
    do throws(JWKError) {
      _ = try VerificationKey(key)
      return nil
    } catch { return error.member }
  }

  private func ec(_ changes: [String: String?]) throws -> String? { fault(try key(Self.ec, changes)) }

  private func rsa(bits: Int = 2048, e: [UInt8] = [1, 0, 1], last: UInt8 = 0xFF, padding: [UInt8] = []) -> String? {
    var n = [UInt8](repeating: 0xC5, count: bits / 8)
    n[n.count - 1] = last
    let key = PublicJWK(kty: "RSA", n: Base64URL.encode((padding + n).span), e: Base64URL.encode(e.span))
    return fault(key)
  }

  @Test("Keys of the three algorithms are taken; their thumbprints are those of RFC 7638")
  func taken() throws {
    #expect(try VerificationKey(key(Self.ec)).parameters == RFCVectors.ES256.publicKey)
    let okp = ["kty": #""OKP""#, "crv": #""Ed25519""#, "x": #""11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo""#]
    #expect(try VerificationKey(key(okp)).kid == RFCVectors.Ed25519.thumbprint)
    guard case .rsa(let n, let e) = RFCVectors.Thumbprint.publicKey else { return }
    #expect(try VerificationKey(PublicJWK(kty: "RSA", n: n, e: e)).kid == RFCVectors.Thumbprint.expected)
    for bits in [2048, 3072, 4096] { #expect(rsa(bits: bits) == nil) }
  }

  @Test("What a key says of itself has to agree with it")
  func words() throws {
    let good: [[String: String?]] = [
      ["alg": #""ES256""#, "use": #""sig""#, "key_ops": #"["verify"]"#, "kid": #""a/b:1""#],
      ["x5c": #"["AA"]"#, "x5t#S256": #""AA""#, "ext": "true"],
    ]
    for changes in good { #expect(try ec(changes) == nil) }
    #expect(try ec(["alg": #""RS256""#]) == "alg")
    #expect(try ec(["alg": #""HS256""#]) == "alg")
    #expect(try ec(["use": #""enc""#]) == "use")
    for operations in [#"["sign"]"#, #"["verify","sign"]"#, "[]"] {
      #expect(try ec(["key_ops": operations]) == "key_ops")
    }
    for kid in [#""""#, #""a b""#, #""é""#, #""\#(String(repeating: "k", count: 129))""#] {
      #expect(try ec(["kid": kid]) == "kid")
    }
  }

  @Test("A private or symmetric member is named, whatever else the key says, and its value is nowhere")
  func privateMembers() throws {
    for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
      let key = try key(Self.ec, [name: #""pr1vate""#, "kty": #""EC""#])
      #expect(fault(key) == name)
      #expect(!"\(key)".contains("pr1vate"))
    }
  }

  @Test("An unknown member is refused by its name")
  func unknownMember() {
    #expect(throws: DecodingError.self) { try key(Self.ec, ["curve": #""P-256""#]) }
  }

  @Test("Curves and kinds that are not served are refused")
  func kinds() throws {
    #expect(try ec(["crv": #""P-384""#]) == "crv")
    #expect(try ec(["crv": nil]) == "crv")
    #expect(try ec(["kty": #""oct""#]) == "kty")
    #expect(try ec(["kty": #""RSA1""#]) == "kty")
    #expect(try ec(["kty": #""OKP""#, "crv": #""X25519""#]) == "crv")
  }

  @Test("Numbers that make no point of the curve are refused")
  func points() throws {
    #expect(try ec(["x": nil]) == "x")
    #expect(try ec(["y": nil]) == "y")
    #expect(try ec(["x": #""\#(Self.other)""#]) == "x")
    #expect(try ec(["x": #""\#(Self.point.dropLast(2))""#]) == "x")
    #expect(try ec(["x": #""\#(Self.point)=""#]) == "x")
    #expect(try ec(["y": #""""#]) == "y")
  }

  @Test("RSA keys that are too short, too long, even, padded, or of an odd exponent's opposite are refused")
  func rsaKeys() {
    for bits in [512, 1024, 2040, 4104, 8192] { #expect(rsa(bits: bits) == "n", "\(bits)") }
    #expect(rsa(last: 0xFE) == "n")
    #expect(rsa(padding: [0]) == "n")
    for e: [UInt8] in [[1], [3], [1, 0, 0], [0, 1, 0, 1], [1, 0, 0, 0, 1], [2]] { #expect(rsa(e: e) == "e", "\(e)") }
    #expect(fault(PublicJWK(kty: "RSA", e: "AQAB")) == "n")
  }

  @Test("Points of Ed25519 under which anyone can sign are refused")
  func smallOrder() {
    let zero = [UInt8](repeating: 0, count: 32)
    let one = [1] + zero.dropFirst()
    let prime = [0xED] + [UInt8](repeating: 0xFF, count: 30) + [0x7F]
    for point in [zero, one, prime, one.dropLast() + [0x80]] {
      #expect(fault(PublicJWK(kty: "OKP", crv: "Ed25519", x: Base64URL.encode(Array(point).span))) == "x")
    }
  }
}
