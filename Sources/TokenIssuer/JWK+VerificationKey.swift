import JOSE
import WireProtocol

extension JWK {
  /// A key that signs tokens, as it is published.
  init(_ key: VerificationKey) {
    let algorithm = key.algorithm.rawValue
    switch key.parameters {
    case .ec(let x, let y):
      self.init(kty: "EC", use: "sig", alg: algorithm, kid: key.kid, crv: "P-256", x: x, y: y)
    case .okp(let x):
      self.init(kty: "OKP", use: "sig", alg: algorithm, kid: key.kid, crv: "Ed25519", x: x)
    case .rsa(let n, let e):
      self.init(kty: "RSA", use: "sig", alg: algorithm, kid: key.kid, n: n, e: e)
    }
  }
}
