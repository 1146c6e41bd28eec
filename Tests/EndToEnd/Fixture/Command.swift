import Dispatch
import Glibc

/// A program, to be run to its end. Its input and output are files without names, so that nothing it leaves running is
/// waited for.
struct Command: Sendable {
  private let arguments: [String]
  private let input: String
  private let environment: [String: String]

  private static let cleanEnvironment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"]

  init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) {
    self.arguments = arguments
    self.input = input
    self.environment = Self.cleanEnvironment.merging(environment) { $1 }
  }

  init(_ arguments: String..., input: String = "", environment: [String: String] = [:]) {
    self.init(arguments, input: input, environment: environment)
  }

  /// Runs it and returns however it ended.
  func run() async throws -> Outcome {
    let files = try (ScratchFile(input), ScratchFile(), ScratchFile())
    let processID = try start([files.0.descriptor, files.1.descriptor, files.2.descriptor])
    let status = await Self.end(of: processID)
    return Outcome(arguments: arguments, status: status, output: files.1.text, errors: files.2.text)
  }

  /// Runs it and returns its output.
  /// - Throws: ``CommandFailure`` unless its exit status is 0.
  @discardableResult
  func output() async throws -> String {
    let outcome = try await run()
    guard outcome.status == 0 else { throw CommandFailure(outcome: outcome) }
    return outcome.output
  }

  private func start(_ descriptors: [CInt]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The threads of tests block most signals; timeout(1) needs its alarm.
    var attributes = posix_spawnattr_t()
    var none = sigset_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    for (number, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(number))
    }
    let argv = arguments.map { strdup($0) } + [nil]
    let envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for string in argv + envp { free(string) } }
    var processID: pid_t = 0
    let result = posix_spawnp(&processID, arguments[0], &actions, &attributes, argv, envp)
    guard result == 0 else { throw SystemCallError(action: "run \(arguments[0])", number: result) }
    return processID
  }

  /// The exit status, or 128 and the number of the signal that ended it.
  private static func end(of processID: pid_t) async -> CInt {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var status: CInt = 0
        while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7F
        continuation.resume(returning: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
      }
    }
  }
}

/// How a program ended and what it said.
struct Outcome: Sendable {
  let arguments: [String]
  let status: CInt
  let output: String
  let errors: String
}

struct CommandFailure: Error, CustomStringConvertible {
  let outcome: Outcome

  var description: String {
    "\(outcome.arguments.joined(separator: " ")) ended with status \(outcome.status): "
      + "\(outcome.errors)\(outcome.output)"
  }
}
