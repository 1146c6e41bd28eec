package import Glibc
import SystemCalls

/// Who connected, as the kernel noted it: SO_PEERCRED and SO_PEERGROUPS (unix(7), socket(7)). Nothing the peer sends
/// changes it.
package struct PeerCredentials {
  package let processID: pid_t
  package let userID: uid_t
  /// The primary group and the supplementary ones.
  let groupIDs: Set<gid_t>
}

extension PeerCredentials {
  /// - Throws: ``SystemError`` if the kernel does not tell; the connection must then be refused.
  package init(ofSocket descriptor: CInt) throws {
    // The kernel's struct ucred, which the C library shows only to GNU sources.
    var credentials: (pid: pid_t, uid: uid_t, gid: gid_t) = (0, 0, 0)
    var length = socklen_t(MemoryLayout.size(ofValue: credentials))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else {
      throw SystemError("read SO_PEERCRED")
    }
    processID = credentials.pid
    userID = credentials.uid
    groupIDs = Set(try Self.supplementaryGroups(descriptor) + [credentials.gid])
  }

  private static func supplementaryGroups(_ descriptor: CInt) throws -> [gid_t] {
    var groups = [gid_t](repeating: 0, count: 64)
    while true {
      var length = socklen_t(groups.count * MemoryLayout<gid_t>.stride)
      if getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, &groups, &length) == 0 {
        return Array(groups.prefix(Int(length) / MemoryLayout<gid_t>.stride))
      }
      // On ERANGE the kernel has put the length that it needs.
      guard errno == ERANGE, Int(length) > groups.count * MemoryLayout<gid_t>.stride else {
        throw SystemError("read SO_PEERGROUPS")
      }
      groups = [gid_t](repeating: 0, count: Int(length) / MemoryLayout<gid_t>.stride)
    }
  }
}
