import Glibc
import Storage
import TestSupport
import Testing
import WireProtocol

/// What is kept outlives a start, where the start can know that it may.
@Suite struct CleanStartTests {
  private let page: PageFixture
  private let watch: ChangeWatch
  private let cache = CoherentCache<String, String>(capacity: 2)

  init() throws {
    page = try PageFixture()
    watch = page.watch()
  }

  /// Keeps an answer while an instance runs, and ends the instance.
  private func keepAnswer(ending end: (ChangeSignal) throws -> Void = { $0.end() }) throws {
    let signal = try page.signal()
    cache.keep("answer", for: "question", at: try #require(watch.version))
    #expect(answer == "answer")
    try end(signal)
  }

  private var answer: String? { cache.answer(for: "question") { _ in watch.version } }

  @Test("After a graceful stop a start raises nothing: what was kept is used")
  func clean() throws {
    try keepAnswer()
    let next = try page.signal()
    #expect(answer == "answer")
    try page.change(next, .client(.app(AppSID(low: 2))))
    #expect(answer == "answer")
    next.end()
    let afterNext = try page.signal()
    #expect(answer == "answer")
    try page.change(afterNext, .client(.sample))
    #expect(answer == nil)
  }

  @Test("After a kill a start raises every counter, though nothing was under way")
  func killed() throws {
    try keepAnswer { _ in }
    let next = try page.signal()
    #expect(answer == nil)
    next.end()
    #expect(watch.version != nil)
  }

  @Test("A mark is good for one start: killed after it, the next one raises every counter")
  func markIsUsedUp() throws {
    try keepAnswer()
    do { _ = try page.signal() }
    #expect(answer == "answer")
    let next = try page.signal()
    #expect(answer == nil)
    withExtendedLifetime(next) {}
  }

  @Test("A database that was replaced, edited, removed or left open meanwhile is known: every counter is raised")
  func otherDatabase() throws {
    for meddle: () throws -> Void in [
      { try page.write("empty") },
      { truncate(page.database, 1) },
      { unlink(page.database) },
      {
        try page.write("x")
        symlink(page.database, page.log)
      },
    ] {
      try keepAnswer()
      try meddle()
      let next = try page.signal()
      #expect(answer == nil)
      withExtendedLifetime(next) {}
    }
  }

  @Test("With a log left beside it, or none at all, a database is not marked as clean")
  func notClosed() throws {
    for spoil: () throws -> Void in [{ symlink(page.database, page.log) }, { unlink(page.database) }] {
      try page.write("database")
      try keepAnswer { signal in
        try spoil()
        signal.end()
        unlink(page.log)
      }
      let next = try page.signal()
      #expect(answer == nil)
      withExtendedLifetime(next) {}
    }
  }

  @Test("Of two instances the last to stop marks the page, in whatever order")
  func two() throws {
    for isFirstEndedFirst in [true, false] {
      try keepAnswer { first in
        let second = try page.signal()
        #expect(answer == "answer")
        for signal in isFirstEndedFirst ? [first, second] : [second, first] { signal.end() }
      }
      let next = try page.signal()
      #expect(answer == "answer")
      next.end()
    }
  }

  @Test("A killed instance's change under way is settled by the next start, even if another one stopped gracefully")
  func killedBeside() throws {
    try keepAnswer { other in
      do { _ = try page.signal().begin(.client(.sample)) }
      other.end()
    }
    #expect(answer == nil)
    let next = try page.signal()
    #expect(watch.version != nil)
    #expect(answer == nil)
    withExtendedLifetime(next) {}
  }

  @Test(
    "A start beside others raises nothing on a page that holds every change, and everything on one made at run time")
  func beside() throws {
    try keepAnswer { first in
      let second = try page.signal()
      #expect(answer == "answer")
      unlink(page.path)
      try page.change(first, .noApp)
      let before = try #require(watch.version)
      let third = try page.signal()
      #expect(try #require(watch.version) != before)
      for signal in [first, second, third] { signal.end() }
    }
    cache.keep("answer", for: "question", at: try #require(watch.version))
    let next = try page.signal()
    #expect(answer == nil)
    withExtendedLifetime(next) {}
  }

  @Test("The first release's page, which is shorter, is taken over: its counters stay where they are and are raised")
  func firstRelease() throws {
    do { try page.change(try page.signal(), .client(.sample)) }
    truncate(page.path, 32_768)
    let before = try #require(watch.version)
    let next = try page.signal()
    #expect(try #require(watch.version) != before)
    next.end()
    let kept = watch.version
    let afterNext = try page.signal()
    #expect(watch.version == kept)
    withExtendedLifetime(afterNext) {}
  }
}
