import Commands
import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

/// What the daemons have in their directory, and how it is kept.
@Suite(.timeLimit(.minutes(5))) struct DirectoryTests {
  private func mode(_ path: String) throws -> UInt32 {
    var status = stat()
    try #require(stat(path, &status) == 0, "\(path)")
    return status.st_mode & 0o7777
  }

  @Test("Directories are for their owner alone, and so are keys and sockets")
  func modes() async throws {
    try await Daemons.run { daemons in
      let app = try await daemons.makeApp()
      _ = try await daemons.issueToken(app)
      let directory = daemons.directory
      for service in ServiceName.allCases {
        #expect(try mode(daemons.socket(of: service)) == 0o600)
        for part in service.definition.hasDatabase ? ["state", "credentials"] : ["credentials"] {
          #expect(try mode("\(directory)/\(part)/\(service.rawValue)") == 0o700)
        }
      }
      for part in ["", "state", "credentials"] { #expect(try mode("\(directory)/\(part)") == 0o700) }
      for key in ["secret-manager/pepper", "token-issuer/key-encryption-key"] {
        #expect(try mode("\(directory)/credentials/\(key)") == 0o600)
      }
    }
  }

  @Test("State and keys outlive the daemons")
  func restart() async throws {
    let home = try TemporaryDirectory()
    var kept: (app: CreatedApp, token: Sensitive)?
    try await Daemons.run(in: home) { daemons in
      let app = try await daemons.makeApp()
      kept = (app, try await daemons.issueToken(app))
    }
    let (app, token) = try #require(kept)
    try await Daemons.run(in: home) { try await $0.expectService(app, token) }
  }

  @Test("A second oauthctl up in the same directory is refused, and the first is not disturbed")
  func second() async throws {
    try await Daemons.run { daemons in
      _ = try await daemons.client(of: .appRegistry).call(ServiceStatusGet())
      let ending = try await daemons.oauthctl("up", "--directory", daemons.directory)
      #expect(ending.status == 64)
      #expect(
        ending.errors.contains(
          "another oauthctl up runs in \(daemons.directory); choose another --directory, or stop that one"))
      _ = try await daemons.client(of: .appRegistry).call(ServiceStatusGet())
    }
  }

  @Test(
    "A directory of another user, one that can't be made, and one whose sockets' names would be too long are refused")
  func unusable() async throws {
    let home = try TemporaryDirectory()
    let foreign = geteuid() == 0 ? home.path : "/"
    if geteuid() == 0 { chown(foreign, 4242, 4242) }
    let other = try TemporaryDirectory()
    let long = "\(other.path)/\(String(repeating: "x", count: 90))"
    for (directory, reason) in [
      (foreign, "\(foreign) belongs to another user"), ("/dev/null/x", "can't make /dev/null/x"),
      (long, "is longer than the 107 bytes of a Unix socket's name; choose a shorter directory"),
    ] {
      let ending = try await Program.run("\(Daemons.products)/oauthctl", ["up", "--directory", directory])
      #expect(ending.status == 64)
      #expect(ending.errors.contains(reason))
    }
  }

  @Test(
    "SIGTERM and Ctrl-C stop oauthctl up and all of its daemons, and the directory can be used again",
    arguments: [SIGTERM, SIGINT])
  func stop(signal: CInt) async throws {
    let home = try TemporaryDirectory()
    for _ in 1...2 {
      let ending = try await Daemons.runUp(in: home, stopping: signal) { daemons in
        for service in ServiceName.allCases { _ = try await daemons.client(of: service).call(ServiceStatusGet()) }
        let status = try await daemons.oauthctl("status")
        #expect(status.status == 0, "\(status.errors)")
        #expect(Set(daemons.processes.keys) == Set(ServiceName.allCases))
      }
      #expect(ending.status == 0)
      #expect(ending.output.contains("export OAUTH_APPS_RUNTIME_DIR=\(home.path)/run"))
    }
  }
}
