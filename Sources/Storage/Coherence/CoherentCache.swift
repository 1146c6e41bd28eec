import Synchronization

/// Keeps answers about apps for as long as nothing has changed about the app. Holds a bounded number: those used
/// lately.
package final class CoherentCache<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
  fileprivate struct Entry {
    let answer: Answer
    let version: AppVersion
  }

  /// When the young are many they become the old, and the old of before are forgotten. Using an old one makes it young.
  fileprivate struct Generations {
    var young: [Key: Entry] = [:]
    var old: [Key: Entry] = [:]
  }

  private let generationSize: Int
  private let generations = Mutex(Generations())

  /// - Parameter capacity: Entries held at the most.
  package init(capacity: Int) {
    generationSize = max(1, capacity / 2)
  }

  /// The answer for the key, if nothing has changed since the question.
  /// - Parameter version: Tells the version now of the app that an answer is about.
  package func answer(for key: Key, version: (Answer) -> AppVersion?) -> Answer? {
    guard let entry = generations.withLock({ $0.entry(for: key, generationSize) }),
      entry.version == version(entry.answer)
    else { return nil }
    return entry.answer
  }

  /// - Parameter version: As noted before the question was asked.
  package func keep(_ answer: Answer, for key: Key, at version: AppVersion) {
    generations.withLock { $0.keep(Entry(answer: answer, version: version), for: key, generationSize) }
  }

  /// Entries held, those included that nobody has asked for again since something changed about their app.
  package var count: Int { generations.withLock { $0.young.count + $0.old.count } }

  package func forgetAll() {
    generations.withLock { $0 = Generations() }
  }
}

extension CoherentCache.Generations {
  fileprivate mutating func entry(for key: Key, _ size: Int) -> CoherentCache.Entry? {
    if let entry = young[key] { return entry }
    guard let entry = old[key] else { return nil }
    keep(entry, for: key, size)
    return entry
  }

  fileprivate mutating func keep(_ entry: CoherentCache.Entry, for key: Key, _ size: Int) {
    if young.count >= size, young[key] == nil {
      old = young
      young = [:]
    }
    young[key] = entry
  }
}
