/// What the instances of a service leave for one another behind a page's counters. On a new page it is all zeros, and
/// on the first release's pages, which lack it, it reads as zeros.
struct PageHeader: Equatable {
  /// Whether every change since is marked on this page: an instance that was alone has settled it. `false` on a page
  /// that was made at run time, as the one before may have vanished with changes under way.
  var isComplete = false
  /// The database as the last instance left it at a graceful stop; `nil` as soon as another has started.
  var cleanMark: DatabaseState?

  static let wordCount = 1 + DatabaseState.wordCount
  /// In bytes.
  static let length = wordCount * MemoryLayout<UInt64>.size
}

extension PageHeader {
  init(words: [UInt64]) {
    self.init(isComplete: words.first == 1, cleanMark: DatabaseState(words: Array(words.dropFirst())))
  }

  var words: [UInt64] {
    [isComplete ? 1 : 0] + (cleanMark?.words ?? Array(repeating: 0, count: DatabaseState.wordCount))
  }
}
