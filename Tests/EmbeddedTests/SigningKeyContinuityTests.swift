import FoundationEssentials
import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(10))) struct SigningKeyContinuityTests {
  @Test("Keys rotated, retired and sealed anew under load and kills: every token is issued, and verifies by the JWKS")
  func continuity() async throws {
    let home = try TemporaryDirectory()
    let instances = Dictionary(uniqueKeysWithValues: ServiceName.allCases.map { ($0, 2) })
    try await Daemons.run(in: home, instances: instances) { daemons in
      let load = TokenLoad(daemons, try await daemons.makeApp())
      let keys = KeyFiles(directory: "\(home.path)/run/credentials/token-issuer")
      try await load.run(clients: 8) {
        for round in 1...3 {
          await load.awaitProgress(of: 40)
          try await daemons.rotateAndRetire()
          await load.awaitProgress(of: 40)
          for service in ServiceName.allCases { try await daemons.kill(service, atMost: 1) }
          await load.awaitProgress(of: 40)
          try await daemons.exchange(keys, byte: UInt8(round))
        }
        await load.awaitProgress(of: 40)
      }
      print("signing keys: \(load.tokens) tokens")
      #expect(load.faults == [])
      let status = try await daemons.client(of: .tokenIssuer).call(ServiceStatusGet(check: true))
      #expect(status.status == .healthy, "\(status.checks)")
    }
  }
}

/// The credentials of the issuer, as an administrator exchanges them.
private struct KeyFiles {
  let directory: String
  private var key: URL { URL(filePath: "\(directory)/key-encryption-key") }
  private var former: URL { URL(filePath: "\(directory)/key-encryption-key.old") }

  func exchange(byte: UInt8) throws {
    try Data(contentsOf: key).write(to: former)
    try Data(repeating: byte, count: 32).write(to: key, options: .atomic)
  }

  func removeFormer() throws {
    try FileManager.default.removeItem(at: former)
  }
}

extension Daemons {
  /// Kills processes of a service, and returns when they have ended.
  fileprivate func kill(_ service: ServiceName, atMost count: Int = .max) async throws {
    for process in instances(of: service).prefix(count) {
      process.send(signal: SIGKILL)
      try await process.awaitEnd()
    }
  }

  /// Has another key sign and retires all others, each while an instance is killed.
  fileprivate func rotateAndRetire() async throws {
    let issuer = client(of: .tokenIssuer)
    let key = IdempotencyKey.random()
    async let rotated = issuer.call(SigningKeysRotate(now: true), key: key)
    try await kill(.tokenIssuer, atMost: 1)
    let current = try await rotated.kid
    for other in try await issuer.call(SigningKeysList()).items where other.kid != current && other.status != .retired {
      let kid = try #require(SigningKeyID(other.kid))
      async let retired = issuer.call(SigningKeysRetire(kid: kid, now: true), key: .random())
      try await kill(.tokenIssuer, atMost: 1)
      #expect(try await retired.status == .retired)
    }
    // The day until it would sign does not pass here.
    _ = try await issuer.call(SigningKeysRotate())
  }

  /// Exchanges the key-encryption key; every instance is killed at once in the middle of it, and one more later.
  fileprivate func exchange(_ files: KeyFiles, byte: UInt8) async throws {
    try files.exchange(byte: byte)
    try await kill(.tokenIssuer)
    try await kill(.tokenIssuer, atMost: 1)
    while true {
      try Task.checkCancellation()
      let status = try await client(of: .tokenIssuer).call(ServiceStatusGet(check: true))
      if status.checks.contains(where: { $0.detail.contains("so remove that credential") }) { break }
    }
    try files.removeFormer()
    try await kill(.tokenIssuer)
  }
}
