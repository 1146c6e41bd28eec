import Crypto
import FoundationEssentials
import JSON
import RPC
import Synchronization
import WireProtocol

/// Clients that get tokens, one after the other, and check each as somebody does who knows only the JWKS.
final class TokenLoad: Sendable {
  private struct State {
    var tokens = 0
    var faults: [String] = []
    var isOver = false
  }

  private let issuer: @Sendable () -> Client
  private let app: CreatedApp
  private let state = Mutex(State())
  private let progress = AsyncStream.makeStream(of: Void.self)

  init(_ daemons: Daemons, _ app: CreatedApp) {
    issuer = { daemons.client(of: .tokenIssuer) }
    self.app = app
  }

  var tokens: Int { state.withLock(\.tokens) }
  /// What was refused, or did not verify.
  var faults: [String] { state.withLock(\.faults) }

  /// Returns when so many more tokens have been checked.
  func awaitProgress(of count: Int) async {
    for await _ in progress.stream.prefix(count) {}
  }

  /// Issues tokens while a body troubles the services.
  func run(clients: Int, _ trouble: () async throws -> Void) async throws {
    try await withThrowingTaskGroup { group in
      for _ in 1...clients { group.addTask { await self.work() } }
      defer { state.withLock { $0.isOver = true } }
      try await trouble()
    }
  }

  private func work() async {
    let issuer = issuer()
    while !state.withLock(\.isOver) {
      do {
        let before = try await ask(issuer, JWKSGet()).keys
        let token = try await ask(issuer, TokensIssue(clientId: app.app.sid, clientSecret: app.secret)).accessToken
        let after = try await ask(issuer, JWKSGet()).keys
        if !(before + after).contains(where: { $0.verifies(token.revealed) }) { note("a token does not verify") }
      } catch { note("\(error)") }
      state.withLock { $0.tokens += 1 }
      progress.continuation.yield()
    }
  }

  /// Asks again where the process ended with the question in it, more often than a ``Client`` does: beside those that
  /// the test kills, debug builds of NIO trap where another instance has taken up a connection first.
  private func ask<M: Method>(_ issuer: Client, _ question: M) async throws -> M.Reply {
    for _ in 1..<10 {
      do { return try await issuer.call(question) } catch let error as ServiceError
        where error.message.contains("it is not known whether the request was carried out")
      {}
    }
    return try await issuer.call(question)
  }

  private func note(_ fault: String) {
    state.withLock { $0.faults.append(fault) }
  }
}

extension JWK {
  /// Whether a token has this key's name and signature.
  fileprivate func verifies(_ token: String) -> Bool {
    let parts = token.split(separator: ".")
    guard parts.count == 3, let header = Self.bytes(parts[0]), String(decoding: header, as: UTF8.self).contains(kid),
      let x = x.flatMap(Self.bytes), let y = y.flatMap(Self.bytes), let raw = Self.bytes(parts[2]),
      let key = try? P256.Signing.PublicKey(rawRepresentation: x + y),
      let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw)
    else { return false }
    return key.isValidSignature(signature, for: Array("\(parts[0]).\(parts[1])".utf8))
  }

  private static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    let text = Array(text.utf8)
    return Base64URL.decode(text.span)
  }
}
