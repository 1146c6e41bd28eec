import FoundationEssentials
import Glibc
import SystemCalls

/// A directory for what is in the making, for its owner alone; it goes with this.
package final class WorkDirectory {
  let path: String
  private let lock: CInt

  /// In a site's state directory: on the same file system, and one at a time.
  package init(of site: Site) throws {
    try site.checkRights()
    lock = open(site.state, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    path = "\(site.state)/.work"
    guard lock >= 0 else { throw SystemError("read \(site.state)") }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw BackupFault("another backup or restore is under way; wait until it has ended")
    }
    // Of one that was killed.
    try? FileManager.default.removeItem(atPath: path)
    guard mkdir(path, 0o700) == 0 else { throw SystemError("make \(path)") }
  }

  /// Away from any site, to look into an archive.
  package init() throws {
    lock = -1
    path = "/var/tmp/oauth-apps-\(UInt64.random(in: 0 ... .max))"
    guard mkdir(path, 0o700) == 0 else { throw SystemError("make \(path)") }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    if lock >= 0 { close(lock) }
  }
}
