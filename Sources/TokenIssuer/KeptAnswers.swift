import Storage
import WireProtocol

/// Answers about apps, each kept until something changes about its app. A service announces a change before it
/// acknowledges it, so R7, R9, R10 and R15 hold in the very next call.
final class KeptAnswers<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
  /// As many as two hash tables of 32,768 buckets take.
  private let cache = CoherentCache<Key, Answer>(capacity: 49_152)

  /// The state of all that an answer about an app rests on; `nil` while a change is under way. An answer may be kept at
  /// the version from before its question.
  let version: @Sendable (AppSID) -> AppVersion?

  init(_ version: @escaping @Sendable (AppSID) -> AppVersion?) {
    self.version = version
  }

  /// - Parameter app: The app that an answer is about.
  func answer(for key: Key, about app: (Answer) -> AppSID) -> Answer? {
    cache.answer(for: key) { version(app($0)) }
  }

  func keep(_ answer: Answer, for key: Key, at version: AppVersion?) {
    if let version { cache.keep(answer, for: key, at: version) }
  }

  func forgetAll() {
    cache.forgetAll()
  }

  /// Asks, and keeps what may be kept. `nil` never is.
  func asked(for key: Key, about app: AppSID, _ ask: () async throws -> Answer?) async throws -> Answer? {
    let version = version(app)
    guard let answer = try await ask() else { return nil }
    keep(answer, for: key, at: version)
    return answer
  }
}
