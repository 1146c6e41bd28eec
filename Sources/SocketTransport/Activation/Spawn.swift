import CSystemd
import Glibc
package import SystemCalls

/// Starts programs that get nothing of this process but what they are given: no other descriptor, and no signal that is
/// ignored or blocked.
package enum Spawn {
  /// - Parameters:
  ///   - environment: All of the program's environment.
  ///   - descriptors: What it finds open, by the number there; none below the highest of them may be missing but 0, 1
  ///     and 2.
  ///   - blocked: Signals that wait until it takes them.
  ///   - leadsGroup: Whether it is put in a process group of its own, so that Ctrl-C does not reach it.
  /// - Throws: ``SystemError`` if the program can't be started.
  package static func start(
    _ path: String, _ arguments: [String], environment: [String: String], descriptors: [CInt: CInt],
    blocked: [CInt] = [], leadsGroup: Bool = false
  ) throws(SystemError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // Out of the way of all the numbers, one of which may be another descriptor's here.
    let highest = descriptors.keys.max() ?? 2
    let copies = descriptors.mapValues { fcntl($0, F_DUPFD_CLOEXEC, highest + 1) }
    defer { for copy in copies.values { close(copy) } }
    for (number, copy) in copies { posix_spawn_file_actions_adddup2(&actions, copy, number) }
    // A connection of this process that the program inherited would seem open to its peer for as long as the program
    // runs.
    posix_spawn_file_actions_addclosefrom_np(&actions, max(2, highest) + 1)
    set(&attributes, blocked: blocked, leadsGroup: leadsGroup)
    var processID: pid_t = 0
    let result = withCStrings([path] + arguments) { argv in
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) {
        posix_spawn(&processID, path, &actions, &attributes, argv, $0)
      }
    }
    guard result == 0 else { throw SystemError("run \(path)", number: result) }
    return processID
  }

  /// The threads that run asynchronous code block signals, and a program would inherit that.
  private static func set(_ attributes: inout posix_spawnattr_t, blocked: [CInt], leadsGroup: Bool) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in blocked { sigaddset(&signals, signal) }
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (leadsGroup ? POSIX_SPAWN_SETPGROUP : 0)))
  }
}

/// Lends a null-terminated array of C strings.
private func withCStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
