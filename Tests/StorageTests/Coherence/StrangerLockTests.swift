import Glibc
import Storage
import TestSupport
import Testing
import WireProtocol

/// Anybody may read the page, and so lock it.
@Suite(.timeLimit(.minutes(1))) struct StrangerLockTests {
  private let page: PageFixture

  init() throws {
    page = try PageFixture()
    // Once used, as a service has been that is idle now.
    _ = try page.signal()
  }

  private func locked(_ kind: CInt, _ body: () throws -> Void) throws {
    let descriptor = open(page.path, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    try #require(flock(descriptor, kind | LOCK_NB) == 0)
    try body()
  }

  @Test("A stranger's lock on the page keeps no instance from starting and changing", arguments: [LOCK_EX, LOCK_SH])
  func start(kind: CInt) throws {
    let watch = page.watch()
    try locked(kind) {
      let signal = try page.signal()
      let before = try #require(watch.version)
      try page.change(signal, .client(.sample))
      #expect(try #require(watch.version) != before)
    }
  }

  @Test(
    "A stranger's lock on the page keeps no instance from being alone: it settles what a killed one left",
    arguments: [LOCK_EX, LOCK_SH])
  func settling(kind: CInt) throws {
    let watch = page.watch()
    do { _ = try page.signal().begin(.client(.sample)) }
    #expect(watch.version == nil)
    try locked(kind) {
      var fresh = try page.signal()
      // A program that another test is just starting has a copy of every descriptor, and with it the killed one's lock.
      for _ in 1...1000 where watch.version == nil { fresh = try page.signal() }
      #expect(watch.version != nil)
      withExtendedLifetime(fresh) {}
    }
  }
}
