import JOSE
import JSON
import Testing

import struct WireProtocol.SplitMix64

@Suite("Randomly damaged access tokens")
struct AccessTokenMutationTests {
  private func isAccepted(_ token: [UInt8], by fixture: AccessTokenFixture) -> Bool {
    let claims = try? fixture.verifier.verify(token, now: AccessTokenFixture.now) { _ in fixture.key.verificationKey }
    return claims != nil
  }

  @Test("every token that differs in one byte is refused", arguments: SignatureAlgorithm.allCases)
  func singleByte(algorithm: SignatureAlgorithm) throws {
    let fixture = try AccessTokenFixture(algorithm)
    let token = try [UInt8](fixture.sign().utf8)
    try #require(isAccepted(token, by: fixture))
    var random = SplitMix64(seed: 2)
    for index in token.indices {
      var damaged = token
      damaged[index] ^= UInt8.random(in: 1...255, using: &random)
      #expect(!isAccepted(damaged, by: fixture), "byte \(index)")
    }
  }

  @Test("every truncated token is refused")
  func truncated() throws {
    let fixture = try AccessTokenFixture()
    let token = try [UInt8](fixture.sign().utf8)
    for length in token.indices { #expect(!isAccepted([UInt8](token.prefix(length)), by: fixture), "length \(length)") }
  }

  @Test("tokens cut, spliced, repeated and overwritten at random are refused")
  func spliced() throws {
    let fixture = try AccessTokenFixture(.edDSA)
    let token = try [UInt8](fixture.sign().utf8)
    var random = SplitMix64(seed: 3)
    for _ in 0..<3000 {
      var damaged = token
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&damaged, using: &random) }
      #expect(damaged == token || !isAccepted(damaged, by: fixture))
    }
  }

  @Test("headers of random bytes under a genuine signature are refused")
  func randomHeaders() throws {
    let fixture = try AccessTokenFixture(.edDSA)
    let payload = fixture.encode(fixture.payload())
    var random = SplitMix64(seed: 4)
    for _ in 0..<1000 {
      var header = [UInt8](fixture.header().utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&header, using: &random) }
      guard header != [UInt8](fixture.header().utf8) else { continue }
      let token = try fixture.sign(Base64URL.encode(header.span) + "." + payload)
      if isAccepted([UInt8](token.utf8), by: fixture) {
        let text = String(decoding: header, as: UTF8.self)
        #expect(text.contains(#""alg":"EdDSA""#) && text.lowercased().contains(#"at+jwt""#), "\(text)")
      }
    }
  }

  private func mutate(_ bytes: inout [UInt8], using random: inout SplitMix64) {
    let start = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, start + Int.random(in: 0...12, using: &random))
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &random))
    case 2:
      bytes.replaceSubrange(
        start..<end, with: (start..<end).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    default: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: start)
    }
  }
}
