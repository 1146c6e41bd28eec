import JOSE
import RPC
import Storage
import TestSupport
import Testing
import WireProtocol

@testable import TokenIssuer

/// The life of an authority's keys over seven months, by the clock alone. Every instance that does what is due is
/// killed after so many steps, and one that is started anew goes on.
@Suite struct SigningKeyLifeTests {
  private static let day = 86_400
  private static let ticksPerDay = 2

  /// An authority as its clients see it.
  private final class Observation {
    /// What the JWKS told, each tick.
    var published: [Int: Set<String>] = [:]
    /// The tick of each key's last signature.
    var lastUse: [String: Int] = [:]
  }

  @Test(
    "Seven months of keys, killed after each step: no token has a key that yesterday's JWKS lacks, or outlives its key",
    arguments: 0...2)
  func life(stepsBeforeDeath: Int) async throws {
    let world = try await World()
    // One that never does what is due, and reads the keys only when it has to.
    let lagging = try world.issuerService()
    let watch = try world.issuerService().signingKeys
    let observation = Observation()
    for tick in 0..<220 * Self.ticksPerDay {
      let steps = try await watch.read().ring.steps(dueAt: world.clock.now, watch.schedule)
      if !steps.isEmpty {
        let dying = try world.issuerService().signingKeys
        for step in steps.prefix(stepsBeforeDeath) { try await dying.take(step) }
        try await observe(lagging, watch, tick, observation)
        try await world.issuerService().tendSigningKeys()
        try await expectPrivateHalves(in: watch, at: world.clock.now)
      }
      try await observe(lagging, watch, tick, observation)
      world.clock.advance(by: Self.day / Self.ticksPerDay)
    }
    #expect(observation.lastUse.count == 3, "one every 90 days")
    #expect(try await world.keys.filter { $0.status == .retired }.count == 2)
  }

  private func observe(
    _ issuer: TokenIssuer, _ watch: SigningKeys, _ tick: Int, _ observation: Observation
  ) async throws {
    let known = issuer.currentSigningKey.known(.now)
    let kid = if let known { known.kid } else { try await issuer.currentSigningKey.find().kid }
    let jwks = Set(try await watch.all().map(\.kid))
    let yesterday = tick - Self.ticksPerDay
    observation.lastUse[kid] = tick
    if let published = observation.published[yesterday] { #expect(published.contains(kid), "tick \(tick)") }
    for (kid, lastUse) in observation.lastUse where tick <= lastUse + 30 * Self.ticksPerDay {
      #expect(jwks.contains(kid), "tick \(tick)")
    }
    observation.published[tick] = jwks
  }

  /// A key that signs no more has its private half nowhere.
  private func expectPrivateHalves(in keys: SigningKeys, at now: Timestamp) async throws {
    let ring = try await keys.read().ring
    #expect(ring.keys.allSatisfy { ($0.remainder == .whole) == ($0.status(at: now) != .verifying) })
    #expect(ring.keys.count { $0.status(at: now) == .signing } == 1)
  }

  @Test("Instances that tend the keys at the same time announce one")
  func race() async throws {
    let world = try await World()
    _ = try await world.issuerService().currentSigningKey.find()
    world.clock.advance(by: 89 * Self.day)
    let instances = try (0..<4).map { _ in try world.issuerService() }
    try await withThrowingTaskGroup { group in
      for instance in instances { group.addTask { try await instance.tendSigningKeys() } }
      try await group.waitForAll()
    }
    #expect(try await world.keys.map(\.status) == [.signing, .announced])
  }

  @Test("A key that a clock which ran a year ahead has announced signs a day after the clock is right")
  func clockAhead() async throws {
    let world = try await World()
    let issuer = try world.issuerService()
    let first = try await issuer.currentSigningKey.find().kid
    world.clock.set(by: 365 * Self.day)
    try await issuer.tendSigningKeys()
    world.clock.set(by: -365 * Self.day)
    #expect(try await issuer.currentSigningKey.find().kid == first)
    try await issuer.tendSigningKeys()
    world.clock.advance(by: Self.day)
    #expect(try await issuer.currentSigningKey.find().kid != first)
    world.clock.set(by: -10 * Self.day)
    try await issuer.tendSigningKeys()
    _ = try await issuer.currentSigningKey.find()
  }

  @Test("R5: A clock that is months behind while a key is announced costs no token, nor does what it has brought about")
  func clockBehind() async throws {
    let world = try await World()
    let issuer = try world.issuerService()
    let app = try await world.makeApp()
    _ = try await world.client(.appRegistry).call(
      AppsUpdate(sid: app.app.sid, accessTokenTTL: TokenLifetime(20 * Self.day)))
    var tokens = [try await world.issue(app)]
    _ = try await world.client(.tokenIssuer).call(SigningKeysRotate())
    world.clock.set(by: -100 * Self.day)
    try await issuer.tendSigningKeys()
    #expect(try await world.keys.count { $0.status == .verifying } == 0)
    world.clock.set(by: 100 * Self.day)
    for _ in 1...3 {
      try await issuer.tendSigningKeys()
      tokens.append(try await world.issue(app))
      let fresh = try world.issuerService()
      let client = Client(InProcessTransport(Dispatcher(fresh.routes), from: .root))
      for token in tokens {
        #expect(try await client.call(TokensIntrospect(token: Sensitive(token))) != .inactive)
      }
      try await expectPrivateHalves(in: fresh.signingKeys, at: world.clock.now)
      world.clock.advance(by: Self.day)
    }
  }

  @Test("An instance that has not read the keys for a day does not sign by what it knew")
  func staleReading() async throws {
    let world = try await World()
    let issuer = try world.issuerService()
    _ = try await issuer.currentSigningKey.find()
    world.clock.advance(by: Self.day - 1)
    #expect(issuer.currentSigningKey.known(.now) != nil)
    world.clock.advance(by: 1)
    #expect(issuer.currentSigningKey.known(.now) == nil)
    _ = try await issuer.currentSigningKey.find()
    world.clock.set(by: -1)
    #expect(issuer.currentSigningKey.known(.now) == nil)
  }

  @Test("Keys of an algorithm that is not used any more sign no more after a day, and are retired in the end")
  func otherAlgorithm() async throws {
    let world = try await World()
    let former = try await world.issuerService().currentSigningKey.find().kid
    let issuer = try world.issuerService(algorithm: .edDSA)
    #expect(try await issuer.currentSigningKey.find().algorithm == .edDSA)
    try await issuer.tendSigningKeys()
    #expect(try await world.keys.map(\.status) == [.signing, .signing])
    for expected in [SigningKeyStatus.verifying, .retired] {
      world.clock.advance(by: 31 * Self.day)
      try await issuer.tendSigningKeys()
      #expect(try await world.keys.first { $0.kid == former }?.status == expected)
    }
  }
}

extension World {
  /// As they are listed.
  fileprivate var keys: [ListedSigningKey] {
    get async throws { try await client(.tokenIssuer).call(SigningKeysList()).items }
  }
}
