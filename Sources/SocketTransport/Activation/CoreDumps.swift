import Glibc

/// A core dump would hold the secrets that a process has in memory (R14).
package enum CoreDumps {
  /// Keeps the kernel from writing one, whatever the limit was that the process inherited.
  package static func forbid() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
