import Glibc
import SystemCalls

/// A pipe by which daemons learn that the process which supervises them has ended, in whatever way: it alone holds the
/// end for writing, and never writes.
package struct Lifeline: Sendable {
  /// Under which the end for reading is passed to a daemon.
  static let name = "supervisor"

  /// The end for reading.
  let descriptor: CInt

  /// The one that was passed to this process; `nil` where nobody supervises it so.
  package static func passed() -> Lifeline? {
    PassedDescriptor.all().first { $0.name == name }.map { Lifeline(descriptor: $0.descriptor) }
  }

  /// Returns when the supervisor has ended, or the task is cancelled.
  package func awaitEnd() async {
    await awaitReadable([descriptor])
  }

  /// Both ends of a new one.
  static func make() throws(SystemError) -> (line: Lifeline, held: CInt) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError("make a pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (Lifeline(descriptor: ends[0]), ends[1])
  }
}
