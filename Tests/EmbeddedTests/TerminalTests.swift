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

  /// Types at a command's question in a new terminal, and tells how the command ends and whether the terminal shows
  /// again what is typed.
  private static let typing = """
    import fcntl, os, subprocess, sys, termios

    terminal, end = os.openpty()
    command = subprocess.Popen(
        sys.argv[2:], stdin=end, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    shown = b""
    for line in sys.argv[1].encode().decode("unicode_escape").splitlines(keepends=True):
        while not shown.endswith(b": "):
            shown += os.read(terminal, 100)
        shown = b""
        os.write(terminal, line.encode())
    status = command.wait()
    print(status, bool(termios.tcgetattr(end)[3] & termios.ECHO))
    """

  private func type(_ text: String, at arguments: String...) async throws -> Program.Ending {
    try await Program.run(
      "/usr/bin/timeout",
      ["60", "python3", "-c", Self.typing, text, "\(Daemons.products)/oauthctl"] + arguments,
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
  }

  @Test("Ctrl-C at the question for a passphrase ends the command, and the terminal shows again what is typed")
  func interruptedQuestion() async throws {
    let home = try TemporaryDirectory()
    for text in [#"\x03"#, #"half\x03"#, #"correct horse battery staple\n\x03"#] {
      let ending = try await type(text, at: "backup", "\(home.path)/archive", "--directory", "\(home.path)/run")
      #expect(ending.output == "130 True\n", "\(ending.errors)")
      #expect(ending.errors == "oauthctl: interrupted\n")
    }
  }

  @Test("A passphrase that was typed twice is taken, and two that are not the same are refused")
  func typedPassphrase() async throws {
    let home = try TemporaryDirectory()
    let passphrase = "correct horse battery staple"
    try await Daemons.run(in: home) { _ = try await $0.makeApp() }
    for (again, expected) in [("other", "64 True\n"), (passphrase, "\(home.path)/archive has the state of 2")] {
      let ending = try await type(
        #"\#(passphrase)\n\#(again)\n"#, at: "backup", "\(home.path)/archive", "--directory", "\(home.path)/run")
      #expect(ending.output.hasPrefix(expected), "\(ending.output)\(ending.errors)")
      #expect(ending.output.hasSuffix(" True\n"))
    }
  }
}
