import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

/// `oauthctl up` in a terminal of its own.
@Suite(.timeLimit(.minutes(5))) struct TerminalTests {
  /// Runs a command in a new terminal, closes that when it gets SIGUSR1, and ends as the command does, or with 99 if
  /// it does not end.
  private static let terminal = """
    import os, pty, signal, sys, time

    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    output, errors = os.dup(1), os.dup(2)
    process, terminal = pty.fork()
    if process == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
        os.dup2(output, 1)
        os.dup2(errors, 2)
        os.execv(sys.argv[1], sys.argv[1:])
    signal.sigwait([signal.SIGUSR1])
    os.close(terminal)
    for _ in range(600):
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)
        time.sleep(0.1)
    os.kill(process, signal.SIGKILL)
    sys.exit(99)
    """

  @Test("When its terminal is closed oauthctl up ends, and its daemons with it")
  func closed() async throws {
    let home = try TemporaryDirectory()
    let daemons = Daemons(directory: "\(home.path)/run")
    let command = [
      "\(Daemons.products)/oauthctl", "up", "--directory", daemons.directory, "--permissions", Daemons.permissions,
    ]
    let terminal = try Program(
      "/usr/bin/env", ["python3", "-c", Self.terminal] + command,
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
    try await terminal.awaitSocket(daemons.socket(of: .tokenIssuer))
    try await terminal.awaitOutput("Ctrl-C stops them")
    for service in ServiceName.allCases { _ = try await daemons.client(of: service).call(ServiceStatusGet()) }
    let processes = daemons.processes.values
    #expect(processes.count == ServiceName.allCases.count)
    terminal.send(signal: SIGUSR1)
    let ending = try await terminal.awaitEnding()
    #expect(ending.status == 0, "\(ending.errors)")
    for process in processes { try await process.awaitEnd() }
  }
}
