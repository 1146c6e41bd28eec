import Glibc
import SystemCalls

/// The rights of a directory's owner, for root: what a service keeps in its directory may be a link to somebody else's
/// file, which root would follow.
package enum OwnersRights {
  /// Runs a body with the rights of the owner of the directory that a file is in; all of the process has them
  /// meanwhile. Whoever is not root has the own rights only.
  package static func use<Value>(beside file: String, _ body: () throws -> Value) throws -> Value {
    guard geteuid() == 0 else { return try body() }
    let directory = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    var status = stat()
    guard stat(directory, &status) == 0 else { throw SystemError("look at \(directory)") }
    let group = getegid()
    // A change of rights interrupts each thread of the process, also one that changes nothing.
    if status.st_uid == 0, status.st_gid == group { return try body() }
    defer {
      seteuid(0)
      setegid(group)
    }
    guard setegid(status.st_gid) == 0, seteuid(status.st_uid) == 0 else {
      throw SystemError("take the rights of \(directory)'s owner")
    }
    return try body()
  }
}
