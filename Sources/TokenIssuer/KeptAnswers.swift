import Storage
import Synchronization
import WireProtocol

/// Answers about apps or API keys, each kept until something changes about its client. A service announces a change
/// before it acknowledges it, so R7, R9, R10 and R15 hold in the very next call.
final class KeptAnswers<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
  /// As many as two hash tables of 32,768 buckets take.
  private let cache = CoherentCache<Key, Answer>(capacity: 49_152)
  private let asked = Atomic(0)

  /// The state of all that an answer about a client rests on; `nil` while a change is under way. An answer may be kept
  /// at the version from before its question.
  let version: @Sendable (ClientID) -> AppVersion?

  init(_ version: @escaping @Sendable (ClientID) -> AppVersion?) {
    self.version = version
  }

  var figures: Figures { [.keptAnswers: cache.count, .questions: asked.load(ordering: .relaxed)] }

  /// - Parameter client: The app or API key that an answer is about.
  func answer(for key: Key, about client: (Answer) -> ClientID) -> Answer? {
    cache.answer(for: key) { version(client($0)) }
  }

  func keep(_ answer: Answer, for key: Key, at version: AppVersion?) {
    if let version { cache.keep(answer, for: key, at: version) }
  }

  func forgetAll() {
    cache.forgetAll()
  }

  /// Asks, and keeps what may be kept. `nil` never is.
  func asked(for key: Key, about client: ClientID, _ ask: () async throws -> Answer?) async throws -> Answer? {
    asked.add(1, ordering: .relaxed)
    let version = version(client)
    guard let answer = try await ask() else { return nil }
    keep(answer, for: key, at: version)
    return answer
  }
}
