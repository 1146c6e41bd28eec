import RPC
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// Changes, each followed at once by calls through every issuer, while others keep the issuers busy.
final class RaceCourse: Sendable {
  struct Tally: Sendable {
    var rounds = 0
    /// What succeeded after the change was acknowledged that forbids it.
    var late: [String] = []
    var failures: [String] = []
    /// Calls of those who keep the issuers busy.
    var load = 0
  }

  static let issuers = 4
  private let account: AccountSID
  private let rounds: Int
  private let begun = Atomic(0)
  private let isOver = Atomic(false)
  private let tally = Mutex(Tally())

  /// - Parameter rounds: Deletions of apps and of API keys, removals of apps' keys, and rotations, in equal parts.
  init(account: AccountSID, rounds: Int) {
    self.account = account
    self.rounds = rounds
  }

  /// - Parameters:
  ///   - racers: Threads that change and ask.
  ///   - load: Threads that ask and ask, about an app of their own.
  func run(racers: Int, load: Int) async throws -> Tally {
    _ = try await Instances(Self.issuers, of: .tokenIssuer)
    for service in [ServiceName.appRegistry, .secretManager] { _ = try await Instances(2, of: service) }
    await withDiscardingTaskGroup { group in
      for _ in 0..<load { group.addTask { await onOwnThread { self.noting { try self.keepBusy() } } } }
      await withDiscardingTaskGroup { group in
        for racer in 0..<racers { group.addTask { await onOwnThread { self.noting { try self.race(racer) } } } }
      }
      isOver.store(true, ordering: .relaxed)
    }
    return tally.withLock { $0 }
  }

  private func noting(_ body: () throws -> Void) {
    do { try body() } catch { tally.withLock { $0.failures.append("\(error)") } }
  }

  private func keepBusy() throws {
    let app = try create("load")
    let connection = try ServiceConnection(to: .tokenIssuer)
    let issue = TokensIssue(clientId: app.app.sid, clientSecret: app.secret)
    var calls = 0
    while !isOver.load(ordering: .relaxed) {
      let token = try connection.call(issue).accessToken
      guard try connection.call(TokensIntrospect(token: token)).claims != nil else {
        throw Contradiction(.app(app.app.sid))
      }
      calls += 2
    }
    tally.withLock { $0.load += calls }
  }

  private func race(_ racer: Int) throws {
    let issuers = try Instances(running: Self.issuers, of: .tokenIssuer)
    let registry = try ServiceConnection(to: .appRegistry)
    var rotating = try RotatingApp(try create("rotating", registry), registry)
    while begun.add(1, ordering: .relaxed).newValue <= rounds {
      switch (begun.load(ordering: .relaxed) + racer) % 4 {
      case 0: try delete(through: issuers, registry)
      case 1: try deleteKey(through: issuers, registry)
      case 2: try removeKey(through: issuers, registry)
      default:
        if rotating.isWornOut { rotating = try RotatingApp(try create("rotating", registry), registry) }
        try rotating.rotate(through: issuers, registry) { late in self.tally.withLock { $0.late += late } }
      }
      tally.withLock { $0.rounds += 1 }
    }
  }

  /// R7.
  private func delete(through issuers: Instances, _ registry: ServiceConnection) throws {
    let app = try create("deleted", registry)
    let issue = TokensIssue(clientId: app.app.sid, clientSecret: app.secret)
    let tokens = try issuers.ask(issue)
    for token in tokens.values { _ = try issuers.ask(TokensIntrospect(token: token.accessToken)) }
    _ = try registry.call(AppsDelete(sid: app.app.sid))
    var late = try issuers.refusals(issue).filter { $0.value != .invalidClient }.map { "R7: issued by \($0.key)" }
    for token in tokens.values {
      late += try issuers.ask(TokensIntrospect(token: token.accessToken)).filter { $0.value.claims != nil }.map {
        "R7: active at \($0.key)"
      }
    }
    tally.withLock { $0.late += late }
  }

  /// R7 for keys, and before it R12: a policy that is narrowed is narrowed in the very next call.
  private func deleteKey(through issuers: Instances, _ registry: ServiceConnection) throws {
    let created = try registry.call(
      APIKeysCreate(accountSid: account, friendlyName: try uniqueName("deleted"), policy: Policy(allow: [Scene.scope])))
    let sid = created.apiKey.sid
    let request = TokensAuthorize(
      apiKey: sid, secret: created.secret, method: "GET", host: "api.twilio.com",
      path: "/2010-04-01/Accounts/\(account)/Messages.json")
    guard try issuers.ask(request).values.allSatisfy(\.allowed) else { throw Contradiction(sid.clientID) }
    _ = try registry.call(APIKeysUpdate(sid: sid, policy: Policy(allow: [Scene.scope], deny: [Scene.scope])))
    var late = try issuers.ask(request).filter(\.value.allowed).map { "R12: allowed by \($0.key)" }
    _ = try registry.call(APIKeysDelete(sid: sid))
    late += try issuers.refusals(request).filter { $0.value != .invalidClient }.map { "R7: key taken by \($0.key)" }
    tally.withLock { $0.late += late }
  }

  private func uniqueName(_ name: String) throws -> FriendlyName {
    try FriendlyName("\(name) \(UInt64.random(in: 0 ... .max))")
  }

  /// R10: a compromised key issues nothing more, and its tokens are dead.
  private func removeKey(through issuers: Instances, _ registry: ServiceConnection) throws {
    let pair = try ClientKeyPair()
    let issuer = try #require(try issuers.ask(MetadataGet()).values.first).issuer
    let name = try uniqueName("keyed")
    let app = try registry.call(
      AppsCreate(
        accountSid: account, friendlyName: name, policy: Policy(allow: [Scene.scope], deny: []),
        tokenEndpointAuthMethod: .privateKeyJWT, jwks: PublicJWKSet(keys: [pair.jwk()]))
    ).app.sid
    func issue() throws -> TokensIssue {
      TokensIssue(try pair.assertion(of: app, at: .now, ["aud": "\"\(issuer)\""]))
    }
    let tokens = try issuers.ask(issue())
    for token in tokens.values { _ = try issuers.ask(TokensIntrospect(token: token.accessToken)) }
    _ = try registry.call(AppsRemoveKey(sid: app, thumbprint: pair.thumbprint, compromised: true))
    var late = try issuers.refusals(issue()).filter { $0.value != .invalidClient }.map { "R10: issued by \($0.key)" }
    for token in tokens.values {
      late += try issuers.ask(TokensIntrospect(token: token.accessToken)).filter { $0.value.claims != nil }.map {
        "R10: active at \($0.key)"
      }
    }
    tally.withLock { $0.late += late }
  }

  private func create(_ name: String, _ registry: ServiceConnection? = nil) throws -> CreatedApp {
    try (registry ?? ServiceConnection(to: .appRegistry)).call(
      AppsCreate(
        accountSid: account, friendlyName: try uniqueName(name), policy: Policy(allow: [Scene.scope], deny: [])))
  }
}

/// An app with two secrets that work.
private struct RotatingApp {
  let sid: AppSID
  var older: Sensitive
  var newer: Sensitive
  private var rotations = 0

  /// An issuer answers a fifth wrong secret of a client at once, and each later one more slowly.
  var isWornOut: Bool { rotations == 5 }

  init(_ app: CreatedApp, _ registry: ServiceConnection) throws {
    sid = app.app.sid
    older = try #require(app.secret)
    newer = try registry.call(AppsRotateSecret(sid: sid)).secret
  }

  /// R9: a third secret pushes out the oldest, and leaves the other alone.
  mutating func rotate(through issuers: Instances, _ registry: ServiceConnection, _ report: ([String]) -> Void) throws {
    let pushedOut = TokensIssue(clientId: sid, clientSecret: older)
    let kept = TokensIssue(clientId: sid, clientSecret: newer)
    for secret in [pushedOut, kept] { _ = try issuers.ask(secret) }
    let newest = try registry.call(AppsRotateSecret(sid: sid)).secret
    report(try issuers.refusals(pushedOut).filter { $0.value != .invalidClient }.map { "R9: issued by \($0.key)" })
    _ = try issuers.ask(kept)
    (older, newer) = (newer, newest)
    rotations += 1
  }
}

/// An app or a key that nobody touched was refused something.
private struct Contradiction: Error {
  let client: ClientID

  init(_ client: ClientID) {
    self.client = client
  }
}
