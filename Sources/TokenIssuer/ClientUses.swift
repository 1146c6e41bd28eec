import RPC
import Synchronization
import WireProtocol

/// The uses of clients and of their secrets, as far as this instance knows them: told to the app registry and the
/// secret manager once a minute. A process that ends takes the uses of its last minute with it: were they told then,
/// services that are stopped together would start each other again.
final class ClientUses: Sendable {
  /// Of what more than so many clients and secrets do in a minute, nothing is told. As many as can be known at a time.
  private static let limit = 131_072
  /// Uses in one message.
  private static let batchSize = 1000

  private let registry: Client
  private let secretManager: Client
  private let kept = Mutex<[LastUse]>([])

  init(registry: Client, secretManager: Client) {
    self.registry = registry
    self.secretManager = secretManager
  }

  /// Where the uses of something are noted that is known from now on.
  func of(_ client: ClientID, by secretSid: SecretSID? = nil) -> LastUse {
    let use = LastUse(of: client, by: secretSid)
    kept.withLock { if $0.count < Self.limit { $0.append(use) } }
    return use
  }

  /// - Throws: What keeps a service from taking note. What was not told is told the next time.
  func tell() async throws {
    let uses = kept.withLock { kept in
      kept.forgetTold()
      return kept.compactMap { use in use.untold.map { (use: use, minute: $0) } }
    }
    let clients = Dictionary(uses.map { ($0.use.client, $0.minute) }, uniquingKeysWith: max)
    for batch in clients.map({ NotedUse($0.key, minute: $0.value) }).batches(of: Self.batchSize) {
      _ = try await registry.call(ClientsNoteUses(uses: batch))
    }
    let secrets = uses.compactMap { use, minute in use.secretSid.map { NotedUse(use.client, $0, minute: minute) } }
    for batch in secrets.batches(of: Self.batchSize) {
      _ = try await secretManager.call(SecretsNoteUses(uses: batch))
    }
    for (use, minute) in uses { use.noteTold(minute) }
  }
}

extension [LastUse] {
  /// Forgets what nobody notes anything in any more.
  fileprivate mutating func forgetTold() {
    for index in indices.reversed() where self[index].untold == nil && isKnownUniquelyReferenced(&self[index]) {
      swapAt(index, count - 1)
      removeLast()
    }
  }
}

extension NotedUse {
  fileprivate init(_ client: ClientID, _ secretSid: SecretSID? = nil, minute: Int) {
    self.init(clientId: client, secretSid: secretSid, dateLastUsed: Timestamp(secondsSince1970: minute * 60))
  }
}

extension Array {
  fileprivate func batches(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
