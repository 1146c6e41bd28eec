package import JOSE
import JSON
package import WireProtocol

/// A client's key pair, and assertions that it signs: valid ones, and such as a test makes of them.
package struct ClientKeyPair: Sendable {
  package let key: SigningKey

  package init(_ algorithm: SignatureAlgorithm = .es256) throws {
    key = try SigningKey.generate(algorithm)
  }

  package func jwk(kid: String? = nil) -> PublicJWK { PublicJWK(key.verificationKey, kid: kid) }

  package var thumbprint: KeyThumbprint { KeyThumbprint(key.kid) ?? .sample }

  /// - Parameters:
  ///   - claims: The JSON text of claims in place of the valid ones; `nil` leaves one out.
  ///   - header: The JSON text of the header, in place of the one that only tells the algorithm.
  ///   - signer: Whose signature it bears, in place of this pair's.
  package func assertion(
    of client: AppSID, at now: Timestamp, _ claims: [String: String?] = [:], header: String? = nil,
    by signer: SigningKey? = nil
  ) throws -> Sensitive {
    let own: KeyValuePairs = [
      "iss": "\"\(client)\"", "sub": "\"\(client)\"", "aud": #""https://auth.example""#,
      "exp": "\((now + 60).secondsSince1970)", "jti": "\"\(TraceContext.random().traceIDText)\"",
    ]
    let others = claims.filter { name, _ in !own.contains { $0.key == name } }
    let members =
      own.compactMap { name, json in claims[name, default: json].map { #""\#(name)":\#($0)"# } }
      + others.compactMap { name, json in json.map { #""\#(name)":\#($0)"# } }
    let header = header ?? #"{"alg":"\#(key.algorithm.rawValue)"}"#
    let input = encode(header) + "." + encode("{\(members.joined(separator: ","))}")
    let signature = try (signer ?? key).sign([UInt8](input.utf8))
    return Sensitive(input + "." + Base64URL.encode(signature.span))
  }

  private func encode(_ text: String) -> String { Base64URL.encode([UInt8](text.utf8).span) }
}

extension TokensIssue {
  /// Asks for a token by an assertion.
  package init(_ assertion: Sensitive, of client: AppSID? = nil, scope: String? = nil) {
    self.init(clientId: client, clientAssertionType: .jwtBearer, clientAssertion: assertion, scope: scope)
  }
}
