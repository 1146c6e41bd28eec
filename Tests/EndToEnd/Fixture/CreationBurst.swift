import RPC
import WireProtocol

/// Several clients that create apps as fast as they can, whatever happens to the services.
final class CreationBurst: Sendable {
  /// What became of one creation.
  struct Attempt: Sendable {
    let name: String
    let outcome: Outcome
    let created: CreatedApp?

    /// Nobody can tell whether it was carried out: the connection broke before the reply.
    var isUnknown: Bool { created == nil && outcome.errors.contains("not known whether") }
  }

  private let account: AccountSID
  private let progress = AsyncStream.makeStream(of: Void.self)

  init(account: AccountSID) {
    self.account = account
  }

  /// Returns when some more creations have come to an end, or all have.
  func awaitProgress() async throws {
    var steps = 0
    for await _ in progress.stream {
      steps += 1
      if steps == 5 { break }
    }
  }

  /// What became of each creation, in no order.
  func run(clients: Int, appsOfEach count: Int) async throws -> [Attempt] {
    defer { progress.continuation.finish() }
    return try await withThrowingTaskGroup(of: [Attempt].self) { group in
      for client in 0..<clients {
        group.addTask { try await self.create(count, prefix: "app-\(client)") }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  private func create(_ count: Int, prefix: String) async throws -> [Attempt] {
    var attempts: [Attempt] = []
    for number in 0..<count {
      let name = "\(prefix)-\(number)"
      let outcome = try await Login.root.oauthctl(
        "app", "create", name, "--account", account.text, "--scope", Scene.scope, "--json")
      let created = outcome.status == 0 ? try outcome.reply(CreatedApp.self) : nil
      attempts.append(Attempt(name: name, outcome: outcome, created: created))
      progress.continuation.yield()
    }
    return attempts
  }
}
