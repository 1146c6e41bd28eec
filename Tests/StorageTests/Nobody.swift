import Glibc
import Storage
import Synchronization
import Testing

/// Lets a store open its database with the file permissions of a user who owns nothing, so that they bind also where
/// the tests run as root.
final class Nobody: Sendable {
  private let isRoot = Mutex(false)

  /// Later attempts have this process's own permissions.
  func becomeRoot() {
    isRoot.withLock { $0 = true }
  }

  var hooks: StoreHooks {
    var hooks = StoreHooks()
    hooks.opening = { open in
      if self.isRoot.withLock(\.self) { return try open() }
      // Glibc's module leaves <sys/fsuid.h> out.
      let symbol = try #require(dlsym(nil, "setfsuid"))
      let setFileSystemUser = unsafeBitCast(symbol, to: (@convention(c) (uid_t) -> Int32).self)
      let user = setFileSystemUser(65534)
      defer { _ = setFileSystemUser(uid_t(bitPattern: user)) }
      try open()
    }
    return hooks
  }
}
