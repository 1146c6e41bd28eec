import Glibc
import Storage
import TestSupport
import Testing
import WireProtocol

/// A service that was taken over may put anything in the place of its page.
@Suite(.timeLimit(.minutes(1))) struct HostilePageTests {
  private let page: PageFixture

  init() throws {
    page = try PageFixture()
  }

  /// Another page, whole and quiet, somewhere else.
  private func pageElsewhere() throws -> PageFixture {
    let other = try PageFixture()
    _ = try other.signal()
    return other
  }

  @Test("A pipe that nobody writes to does not hold the reader up")
  func pipe() {
    mkfifo(page.path, 0o644)
    #expect(page.watch().version == nil)
  }

  @Test("A reader that has a page open turns away from a pipe in its place, and comes back to a page")
  func pipeInPlace() throws {
    let watch = page.watch()
    let signal = try page.signal()
    #expect(watch.version != nil)
    unlink(page.path)
    mkfifo(page.path, 0o644)
    #expect(watch.version == nil)
    unlink(page.path)
    try page.change(signal, .client(.sample))
    #expect(watch.version != nil)
  }

  @Test("A symbolic link is not followed")
  func link() throws {
    let other = try pageElsewhere()
    symlink(other.path, page.path)
    #expect(page.watch().version == nil)
    #expect(other.watch().version != nil)
  }

  @Test("A directory is no page")
  func directory() {
    mkdir(page.path, 0o700)
    #expect(page.watch().version == nil)
  }

  @Test("Another user's file is not read, nor one that was given to another user")
  func owner() throws {
    let signal = try page.signal()
    let own = ChangeWatch(path: page.path, owner: getuid())
    #expect(own.version != nil)
    #expect(ChangeWatch(path: page.path, owner: getuid() + 1).version == nil)
    withExtendedLifetime(signal) {}
    // For root alone.
    if chown(page.path, 65_534, 65_534) == 0 { #expect(own.version == nil) }
  }

  @Test("A file that is too short tells nothing", arguments: [0, 7, 8, 15])
  func short(length: Int) {
    close(open(page.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644))
    truncate(page.path, length)
    #expect(page.watch().version == nil)
  }

  @Test("The owner itself refuses what is no page, with the reason and the cure")
  func refusedByOwner() throws {
    mkfifo(page.path, 0o644)
    var error = #expect(throws: ChangePageError.self) { try page.signal() }
    #expect(error?.description == "can't use \(page.path): it is not a regular file; remove it, it is made anew")
    unlink(page.path)
    mkdir(page.path, 0o700)
    error = #expect(throws: ChangePageError.self) { try page.signal() }
    #expect(error?.description == "can't use \(page.path): Is a directory; remove it, it is made anew")
    rmdir(page.path)
    symlink("elsewhere", page.path)
    error = #expect(throws: ChangePageError.self) { try page.signal() }
    #expect(
      error?.description == "can't use \(page.path): Too many levels of symbolic links; remove it, it is made anew")
  }
}
