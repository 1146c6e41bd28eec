import FoundationEssentials
import TestSupport
import Testing

@testable import Backup

struct WorkDirectoryTests {
  @Test("A second one in the same place is refused, and leaves the first what it has")
  func inTurn() throws {
    let home = try TemporaryDirectory()
    let site = Site.embedded(directory: home.path)
    try FileManager.default.createDirectory(atPath: site.state, withIntermediateDirectories: true)
    let first = try WorkDirectory(of: site)
    let file = "\(first.path)/app-registry.sqlite"
    try Data("half".utf8).write(to: URL(filePath: file))
    let error = #expect(throws: BackupFault.self) { try WorkDirectory(of: site) }
    #expect(error?.description.contains("another backup or restore is under way") == true)
    withExtendedLifetime(first) { #expect(FileManager.default.fileExists(atPath: file)) }
  }

  @Test("It goes with whoever has made it, and makes room for the next")
  func end() throws {
    let home = try TemporaryDirectory()
    let site = Site.embedded(directory: home.path)
    try FileManager.default.createDirectory(atPath: site.state, withIntermediateDirectories: true)
    for _ in 1...2 {
      let path = try WorkDirectory(of: site).path
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}
