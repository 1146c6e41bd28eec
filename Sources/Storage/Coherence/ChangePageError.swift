import Glibc

/// Why a change page, or the lock of its service's instances, can't be used, and what to do about it.
package struct ChangePageError: Error, CustomStringConvertible {
  package let description: String

  init(_ path: String, _ reason: String, cure: String = "remove it, it is made anew") {
    description = "can't use \(path): \(reason); \(cure)"
  }

  /// - Parameter number: An errno.
  init(_ path: String, _ number: CInt) {
    let reason = String(cString: strerror(number))
    switch number {
    case ENOENT:
      self.init(
        path, reason,
        cure: "start this by systemd or by oauthctl up, which make its directory: systemctl restart oauth-apps.target")
    case ENOSPC, EDQUOT: self.init(path, reason, cure: "make room")
    case EACCES:
      self.init(
        path, reason,
        cure: "give its directory, and those above it, their modes back: systemd-tmpfiles --create oauth-apps.conf")
    default: self.init(path, reason)
    }
  }
}
