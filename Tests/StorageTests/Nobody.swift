import Glibc
import Testing

/// Runs a body, on this thread, with the file permissions of a user who owns nothing, so that they bind also where the
/// tests run as root.
func asNobody<Value>(_ body: () throws -> Value) throws -> Value {
  // Glibc's module leaves <sys/fsuid.h> out.
  let symbol = try #require(dlsym(nil, "setfsuid"))
  let setFileSystemUser = unsafeBitCast(symbol, to: (@convention(c) (uid_t) -> Int32).self)
  let user = setFileSystemUser(65534)
  defer { _ = setFileSystemUser(uid_t(bitPattern: user)) }
  return try body()
}
