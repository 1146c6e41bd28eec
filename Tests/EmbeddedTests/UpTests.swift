import FoundationEssentials
import Glibc
import RPC
import SystemCalls
import TestSupport
import Testing
import WireProtocol

/// `oauthctl up` as people use it, and as they end it.
@Suite(.timeLimit(.minutes(5))) struct UpTests {
  private let home: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
  }

  private func up(_ directory: String, _ more: String...) async throws -> Program.Ending {
    try await Program.run("\(Daemons.products)/oauthctl", ["up", "--directory", directory] + more)
  }

  @Test(
    "A directory that other users may enter is refused, with the cure", arguments: [0o777, 0o755, 0o750, 0o710, 0o702])
  func shared(mode: UInt32) async throws {
    #expect(chmod(home.path, mode) == 0)
    let ending = try await up(home.path)
    #expect(ending.status == 64)
    #expect(ending.errors.contains("other users may enter \(home.path); chmod 700 it"), "\(ending.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == [])
  }

  @Test("A directory that all users share, as /tmp, is refused: nobody is told to shut others out of it")
  func everybodys() async throws {
    #expect(chmod(home.path, 0o1777) == 0)
    let ending = try await up(home.path)
    #expect(ending.status == 64)
    #expect(
      ending.errors
        == "oauthctl: \(home.path) is there for all users; give a directory of your own, such as "
        + "\(home.path)/oauth-apps\n")
  }

  @Test("A path that is too long, or empty, is refused before anything is made")
  func path() async throws {
    let long = "\(home.path)/\(String(repeating: "x", count: 90))"
    #expect(try await up(long).errors.contains("is longer than the 107 bytes"))
    #expect(try await up("").errors.contains("the name of the directory is empty"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == [])
  }

  @Test("What is no directory is called so: nobody is told to change the mode of a device")
  func file() async throws {
    for path in ["/dev/null", "\(home.path)/file"] {
      if path != "/dev/null" { try Data().write(to: URL(filePath: path)) }
      let ending = try await up(path)
      #expect(ending.status == 64)
      #expect(ending.errors == "oauthctl: \(path) is no directory; give one, or a name that is not there yet\n")
    }
  }

  @Test("An address whose URL the services would not take is refused, with the cure, before anything is made")
  func address() async throws {
    let directory = "\(home.path)/run"
    for (option, variable) in [("--http", "ISSUER"), ("--management", "MANAGEMENT_URL"), ("--console", "CONSOLE_URL")] {
      for address in ["0.0.0.0:8443", "[::]:8443", "127.0.0.2:8443"] {
        let ending = try await up(directory, option, address)
        #expect(ending.status == 64)
        #expect(ending.errors.contains("http://\(address) can't be told to clients"), "\(ending.errors)")
        #expect(ending.errors.contains("OAUTH_APPS_\(variable)"), "\(ending.errors)")
      }
    }
    for address in ["localhost:8443", "127.1:8443", "127.0.0.1:0"] {
      let ending = try await up(directory, "--http", address)
      #expect(ending.status == 64)
      #expect(ending.errors.contains("is no address to listen at; give 127.0.0.1:8443"), "\(ending.errors)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == [])
  }

  @Test("At an address of the network the services work where the setting says how clients reach it")
  func openAddress() async throws {
    let address = "0.0.0.0:\(try InternetSocket.freePort(of: "0.0.0.0"))"
    let environment = ["OAUTH_APPS_ISSUER": "https://auth.example"]
    _ = try await Daemons.runUp(in: home, ["--http", address], environment: environment) { daemons in
      let metadata = try await daemons.client(of: .tokenIssuer).call(MetadataGet())
      #expect(metadata.issuer == "https://auth.example")
    }
  }

  @Test("A file that has the name of a socket is not removed")
  func occupied() async throws {
    let file = "\(home.path)/token-issuer.sock"
    try Data("mine".utf8).write(to: URL(filePath: file))
    let ending = try await up(home.path)
    #expect(ending.status == 64)
    #expect(ending.errors.contains("\(file) is in the way and no socket"), "\(ending.errors)")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
  }

  @Test("A socket at which another program listens is left to it")
  func taken() async throws {
    let path = "\(home.path)/taken"
    let other = try RawListener(path: path)
    let ending = try await up("\(home.path)/run", "--http", "unix:\(path)")
    #expect(ending.status == 64)
    #expect(ending.errors.contains("another program listens at \(path); stop it, or"), "\(ending.errors)")
    let client = try RawConnection(path: path)
    // The first that waits is the connection by which the command has seen that somebody listens.
    _ = try await other.accept()
    try await other.accept().send("mine")
    #expect(try await client.receive() == "mine")
  }

  @Test("A directory of catalogues without any is told")
  func noCatalogue() async throws {
    let empty = "\(home.path)/empty"
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: false)
    let ending = try await up("\(home.path)/run", "--permissions", empty)
    #expect(ending.status == 64)
    #expect(ending.errors.contains("no permission catalogue, a file *.json, is in \(empty)"))
  }

  @Test("The directory is printed as a shell takes it, from anywhere")
  func quoting() async throws {
    let name = "it's $HOME"
    let up = try Program(
      "/bin/sh",
      [
        "-c",
        "cd \(home.path) && exec timeout --foreground 300 \(Daemons.products)/oauthctl up --directory \"$0\" \"$@\"",
        name,
      ]
        + ["--permissions", Daemons.permissions], environment: ["PATH": "/usr/bin:/bin"])
    try await up.awaitOutput("export ")
    up.send(signal: SIGTERM)
    let ending = try await up.awaitEnding()
    let line = try #require(ending.output.split(separator: "\n").first { $0.contains("export ") })
    let shown = try await Program.run("/bin/sh", ["-c", "\(line); printf %s \"$OAUTH_APPS_RUNTIME_DIR\""])
    #expect(shown.output == "\(home.path)/\(name)")
  }

  @Test(
    "However oauthctl up ends, its daemons end with it",
    arguments: [SIGTERM, SIGINT, SIGQUIT, SIGKILL])
  func end(signal: CInt) async throws {
    let daemons = Daemons(directory: "\(home.path)/run")
    let up = try Program(
      "\(Daemons.products)/oauthctl", ["up", "--directory", daemons.directory, "--permissions", Daemons.permissions])
    try await up.awaitSocket(daemons.socket(of: .tokenIssuer))
    for service in ServiceName.allCases { _ = try await daemons.client(of: service).call(ServiceStatusGet()) }
    let processes = daemons.processes.values
    #expect(Set(daemons.processes.keys) == Set(ServiceName.allCases))
    up.send(signal: signal)
    let ending = try await up.awaitEnding()
    #expect(ending.status == (signal == SIGKILL ? 137 : 0))
    for process in processes { try await process.awaitEnd() }
  }

  @Test("The daemons go on when nobody reads the log any more")
  func closedLog() async throws {
    let directory = "\(home.path)/run"
    let script =
      "exec timeout --foreground 300 \(Daemons.products)/oauthctl up --directory \(directory) --permissions "
      + "\(Daemons.permissions) 2>&1 >/dev/null | head -n 1"
    let up = try Program("/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
    let daemons = Daemons(directory: directory)
    try await up.awaitSocket(daemons.socket(of: .tokenIssuer))
    for service in ServiceName.allCases { _ = try await daemons.client(of: service).call(ServiceStatusGet()) }
    for service in ServiceName.allCases { _ = try await daemons.client(of: service).call(ServiceStatusGet()) }
    let command = try #require(
      RunningProcess.all { $0.commandLine.contains("oauthctl up --directory \(directory)") }.last)
    command.send(signal: SIGTERM)
    _ = try await up.awaitEnding()
    #expect(daemons.processes.isEmpty)
  }

  @Test("What the command was given for itself does not reach the daemons")
  func environment() async throws {
    let environment = ["OAUTH_CLIENT_SECRET": "hidden", "LANG": "C", "OAUTH_APPS_IDLE_TIMEOUT": "60"]
    _ = try await Daemons.runUp(in: home, environment: environment) { daemons in
      _ = try await daemons.client(of: .tokenIssuer).call(MetadataGet())
      let issuer = try #require(daemons.processes[.tokenIssuer])
      #expect(issuer.environment["OAUTH_CLIENT_SECRET"] == nil)
      #expect(issuer.environment["LANG"] == "C")
      #expect(issuer.environment["OAUTH_APPS_IDLE_TIMEOUT"] == "60")
    }
  }

  @Test("A key is made where nothing was stored with the one before, and nowhere else")
  func keys() async throws {
    let pepper = "\(home.path)/run/credentials/secret-manager/pepper"
    try await Daemons.run(in: home) { daemons in _ = try await daemons.makeApp() }
    try FileManager.default.removeItem(atPath: pepper)
    try await Daemons.run(in: home) { daemons in
      let error = await #expect(throws: ServiceError.self) { try await daemons.makeApp("Second") }
      #expect(error?.code == .unavailable)
      #expect(error?.message.contains("credential \(pepper) can't be read") == true)
    }
    #expect(!FileManager.default.fileExists(atPath: pepper))
    try FileManager.default.removeItem(atPath: "\(home.path)/run/state")
    try await Daemons.run(in: home) { daemons in _ = try await daemons.makeApp() }
  }

  @Test("A database that was removed between two runs is told to be gone")
  func lostDatabase() async throws {
    try await Daemons.run(in: home) { daemons in _ = try await daemons.makeApp() }
    let database = "\(home.path)/run/state/app-registry/app-registry.sqlite"
    try FileManager.default.removeItem(atPath: database)
    try await Daemons.run(in: home) { daemons in
      await #expect(throws: ServiceError.self) { try await daemons.client(of: .appRegistry).call(AccountsList()) }
      let ending = try await daemons.oauthctl("status")
      #expect(ending.status == 69)
      #expect(ending.errors.contains("\(database) is gone or empty; restore a backup"), "\(ending.errors)")
    }
  }

  @Test("A new database is told in the log")
  func newDatabase() async throws {
    let ending = try await Daemons.runUp(in: home) { daemons in _ = try await daemons.makeApp() }
    #expect(ending.errors.contains("made a new database at \(home.path)/run/state/app-registry/app-registry.sqlite"))
  }
}
