import FoundationEssentials
import Glibc
import SystemCalls
import TestSupport
import Testing

@testable import Commands

/// `oauthctl unit renew`, with a socket that the test answers.
@Suite(.timeLimit(.minutes(1))) struct UnitRenewalTests {
  private static let token = "eyJhbGciOiJFUzI1NiJ9.e30.AA"

  private let directory: TemporaryDirectory
  private let services = ScriptedServices()

  private var api: String { "\(directory.path)/api" }
  private var file: String { "\(api)/access-token" }
  private var content: String? { try? String(contentsOfFile: file, encoding: .utf8) }

  init() throws {
    directory = try TemporaryDirectory()
    mkdir("\(directory.path)/api", 0o755)
  }

  /// - Parameters:
  ///   - answer: What the issuer writes before it closes the connection; `nil`: there is no issuer.
  ///   - properties: What systemd knows of the unit.
  private func renew(answer: String?, properties: String = "api other\n") async throws -> Ending {
    var systemd = Systemd(unitDirectory: directory.path) { arguments in
      arguments == ["show", "--property=RuntimeDirectory", "--value", "--", "api.service"] ? (0, properties) : (1, "")
    }
    systemd.runtimeRoot = directory.path
    let listener = try answer.map { _ in try RawListener(path: "\(directory.path)/credential.sock") }
    async let served: Void = serve(answer, on: listener)
    let ending = await services.run("unit", "renew", "api.service", "--runtime-dir", directory.path, systemd: systemd)
    try await served
    unlink("\(directory.path)/credential.sock")
    return ending
  }

  private func serve(_ answer: String?, on listener: RawListener?) async throws {
    guard let answer, let connection = try await listener?.accept() else { return }
    try await connection.send(Array(answer.utf8))
  }

  @Test("The token goes into the unit's first runtime directory, for whoever owns that alone; the next takes its place")
  func delivery() async throws {
    for token in [Self.token, "\(Self.token)2"] {
      let ending = try await renew(answer: token)
      #expect(ending.status == 0 && ending.output == "" && ending.errors == "", "\(ending.errors)")
      #expect(content == token)
      var status = stat()
      #expect(lstat(file, &status) == 0 && status.st_mode == S_IFREG | 0o400)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: api) == ["access-token"])
  }

  @Test("Links that the directory's owner has put in the way are not followed")
  func links() async throws {
    let treasure = "\(directory.path)/treasure"
    try "treasure".write(toFile: treasure, atomically: false, encoding: .utf8)
    for name in [".access-token.new", "access-token"] { symlink(treasure, "\(api)/\(name)") }
    #expect(try await renew(answer: Self.token).status == 0)
    #expect(content == Self.token)
    #expect(try String(contentsOfFile: treasure, encoding: .utf8) == "treasure")
  }

  @Test("A unit that gets none keeps the token that it has, and it is said where the reason is")
  func refusal() async throws {
    #expect(try await renew(answer: Self.token).status == 0)
    let ending = try await renew(answer: "")
    #expect(ending.status == 1)
    #expect(ending.errors.contains("api.service gets no token; journalctl OAUTH_UNIT=api.service says why"))
    #expect(content == Self.token)
  }

  @Test("Without the issuer's socket, a runtime directory or systemd it is said what is missing")
  func missing() async throws {
    let alone = try await renew(answer: nil)
    #expect(alone.status == 69 && alone.errors.contains("is oauth-apps.target started?"), "\(alone.errors)")
    let bare = try await renew(answer: nil, properties: "\n")
    #expect(bare.status == 64 && bare.errors.contains("needs RuntimeDirectory=NAME"), "\(bare.errors)")
    let elsewhere = await services.run("unit", "renew", "api.service")
    #expect(elsewhere.status == 64 && elsewhere.errors.contains("does not run under systemd"), "\(elsewhere.errors)")
    rmdir(api)
    let stopped = try await renew(answer: Self.token)
    #expect(stopped.status == 74 && stopped.errors.contains("can't be delivered to api.service"), "\(stopped.errors)")
  }
}
