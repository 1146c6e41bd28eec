import Glibc
import Storage
import TestSupport
import Testing
import WireProtocol

/// R7, though the page is removed, replaced or moved away under those who use it.
@Suite struct ReplacedPageTests {
  private let page: PageFixture

  init() throws {
    page = try PageFixture()
  }

  @Test(
    "A page that was removed is known to those who hold it: the reader asks, the owner makes another",
    arguments: [false, true], [false, true])
  func removed(isUnderWay: Bool, isOwn: Bool) throws {
    let signal = try page.signal()
    let watch = page.watch(isOwn: isOwn)
    let before = try #require(watch.version)
    let change = isUnderWay ? try signal.begin(.client(.sample)) : nil
    unlink(page.path)
    #expect(watch.version == nil)
    if let change { try signal.finish(change) } else { try page.change(signal, .client(.sample)) }
    #expect(try #require(watch.version) != before)
  }

  @Test(
    "A page that another instance made anew is the one that counts, for the owner and for the reader",
    arguments: [false, true])
  func replaced(isOwn: Bool) throws {
    let old = try page.signal()
    let watch = page.watch(isOwn: isOwn)
    let before = try #require(watch.version)
    let change = try old.begin(.client(.sample))
    unlink(page.path)
    let new = try page.signal()
    let meanwhile = try #require(watch.version)
    #expect(meanwhile != before)
    try old.finish(change)
    #expect(try #require(watch.version) != meanwhile)
    withExtendedLifetime(new) {}
  }

  @Test(
    "A change under way on a page that another change of the same instance replaces is told of on the new one",
    arguments: [ChangeSubject.client(.sample), .everyApp])
  func overlapping(subject: ChangeSubject) throws {
    let signal = try page.signal()
    let watch = page.watch()
    let first = try signal.begin(subject)
    unlink(page.path)
    let second = try signal.begin(.client(.app(AppSID(low: 2))))
    let meanwhile = try #require(watch.version)
    try signal.finish(first)
    #expect(try #require(watch.version) != meanwhile)
    try signal.finish(second)
  }

  @Test("A page that was moved away counts as replaced: a reader that has it open keeps nothing, and finds the new one")
  func moved() throws {
    let signal = try page.signal()
    let watch = page.watch()
    let before = try #require(watch.version)
    page.moveAway()
    let other = try page.signal()
    try page.change(other, .client(.app(AppSID(low: 2))))
    try page.change(signal, .client(.sample))
    let after = try #require(watch.version)
    #expect(after != before)
    try page.change(other, .client(.sample))
    #expect(try #require(watch.version) != after)
  }

  @Test("A page that was moved away while no instance ran is not taken for the one that is made then")
  func movedAtRest() throws {
    let watch = page.watch()
    do { _ = try page.signal() }
    let before = try #require(watch.version)
    moveAwayVisibly()
    let signal = try page.signal()
    try page.change(signal, .client(.sample))
    #expect(try #require(watch.version) != before)
  }

  /// Moves the page away, and again until the file system's clock has gone on: in one of its ticks a move can't be
  /// seen.
  private func moveAwayVisibly() {
    var (before, after) = (stat(), stat())
    stat(page.path, &before)
    page.moveAway()
    repeat {
      rename("\(page.path)-moved", "\(page.path)-away")
      rename("\(page.path)-away", "\(page.path)-moved")
      stat("\(page.path)-moved", &after)
    } while (before.st_ctim.tv_sec, before.st_ctim.tv_nsec) == (after.st_ctim.tv_sec, after.st_ctim.tv_nsec)
  }

  @Test(
    "A page cut short by its owner harms no reader, and its owner makes another", arguments: [0, 100], [false, true])
  func cutShort(length: Int, isOwn: Bool) throws {
    let signal = try page.signal()
    let watch = page.watch(isOwn: isOwn)
    let last = AppSID(low: 0xFFF)
    let before = try #require(watch.version(of: .app(last)))
    truncate(page.path, length)
    #expect(watch.version(of: .app(last)) == nil)
    try page.change(signal, .client(.app(last)))
    let after = try #require(watch.version(of: .app(last)))
    #expect(after != before)
    try page.change(signal, .client(.app(last)))
    #expect(try #require(watch.version(of: .app(last))) != after)
  }
}
