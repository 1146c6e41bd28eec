import FoundationEssentials
import Glibc
import SystemCalls

/// A directory for what is in the making, for its owner alone; it goes with this.
package final class WorkDirectory: Sendable {
  let path: String
  private let lock: CInt

  /// In a site's state directory: on the same file system, and one at a time.
  package init(of site: Site) throws {
    try site.checkRights()
    let state = open(site.state, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard state >= 0 else { throw SystemError("read \(site.state)") }
    guard flock(state, LOCK_EX | LOCK_NB) == 0 else {
      close(state)
      throw BackupFault("another backup or restore is under way; wait until it has ended")
    }
    // Not before: the end of this removes what is there, which is another's until now.
    lock = state
    path = "\(site.state)/.work"
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
