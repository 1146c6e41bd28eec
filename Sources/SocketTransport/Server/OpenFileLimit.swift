import Glibc

/// How many descriptors this process may open (RLIMIT_NOFILE).
package enum OpenFileLimit {
  /// Raises the limit as far as the process may. The lower one is for programs that use select(2); this one does not.
  /// - Returns: The limit that holds from now on.
  package static func raise() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
    var raised = limit
    raised.rlim_cur = limit.rlim_max
    let isRaised = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0
    return Int(clamping: isRaised ? raised.rlim_cur : limit.rlim_cur)
  }
}
