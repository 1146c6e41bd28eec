import CLinux
import Glibc

/// A core dump would hold the secrets that a process has in memory (R14).
package enum CoreDumps {
  /// Keeps the kernel from writing one, to a file or to a program, whatever the limit was that the process inherited.
  /// - Parameter isOpen: Whether other processes of the user may look into this one all the same.
  package static func forbid(isOpen: Bool) {
    if !isOpen { set_undumpable() }
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
