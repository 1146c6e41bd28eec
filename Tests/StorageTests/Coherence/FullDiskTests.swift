import Foundation
import Glibc
import Testing

@testable import Storage

/// A change page on a disk that has no room for it is told, and does not end the process by SIGBUS.
@Suite struct FullDiskTests {
  /// A file system of 16 KiB, as long as this lives.
  private final class SmallDisk {
    let path: String

    /// `nil` where this process may not mount one.
    init?() {
      path = "/tmp/oauth-apps-disk-\(UInt32.random(in: 0 ... .max))"
      guard mkdir(path, 0o700) == 0 else { return nil }
      guard mount("tmpfs", path, "tmpfs", 0, "size=16k") == 0 else {
        rmdir(path)
        return nil
      }
    }

    static let isPermitted = SmallDisk() != nil

    deinit {
      umount2(path, 2)
      rmdir(path)
    }
  }

  @Test(
    "A full disk is told when the page is made, and the page is made once there is room",
    .enabled(if: SmallDisk.isPermitted, "this process may not mount a file system"))
  func full() throws {
    let disk = try #require(SmallDisk())
    let page = "\(disk.path)/changes"
    for _ in 1...2 {
      let error = #expect(throws: ChangePageError.self) { try ChangeSignal(path: page, database: "\(disk.path)/db") }
      #expect(error?.description == "can't use \(page): No space left on device; make room")
    }
    #expect(mount("tmpfs", disk.path, "tmpfs", UInt(MS_REMOUNT), "size=1m") == 0)
    let signal = try ChangeSignal(path: page, database: "\(disk.path)/db")
    try signal.finish(try signal.begin(.noApp))
    #expect(try Data(contentsOf: URL(filePath: page)).count == ChangePage.length)
  }

  @Test("A page that is cut short at any moment ends no process; the next change makes a new one")
  func cut() throws {
    let directory = try #require(mkdtemp(strdup("/tmp/oauth-apps-XXXXXX")).map { String(cString: $0) })
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let page = "\(directory)/changes"
    let signal = try ChangeSignal(path: page, database: "\(directory)/db")
    let change = try signal.begin(.everyApp)
    #expect(truncate(page, 0) == 0)
    try signal.finish(change)
    #expect(truncate(page, 100) == 0)
    try signal.finish(try signal.begin(.everyApp))
    #expect(try Data(contentsOf: URL(filePath: page)).count == ChangePage.length)
    #expect(truncate(page, 0) == 0)
    signal.end()
  }
}
