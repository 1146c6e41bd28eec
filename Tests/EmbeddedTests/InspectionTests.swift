import FoundationEssentials
import TestSupport
import Testing
import WireProtocol

/// `--check`: a daemon tells what is wrong with what it is given, and starts nothing.
@Suite(.timeLimit(.minutes(5))) struct InspectionTests {
  private let home: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
    for name in ["pepper", "key-encryption-key"] { try write(String(repeating: "k", count: 32), name) }
  }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(home.path)/\(name)"))
  }

  private func check(
    _ service: ServiceName, _ environment: [String: String] = [:], arguments: [String] = ["--check"]
  ) async throws -> Program.Ending {
    try await Program.run(
      "\(Daemons.products)/\(service.executable)", arguments,
      environment: ["CREDENTIALS_DIRECTORY": home.path, "OAUTH_APPS_PERMISSIONS_PATH": Daemons.permissions]
        .merging(environment) { $1 })
  }

  @Test("Where nothing is wrong the status is 0, and nothing is said or made", arguments: ServiceName.allCases)
  func healthy(service: ServiceName) async throws {
    let ending = try await check(service)
    #expect(ending.status == 0)
    #expect(ending.output + ending.errors == "")
    #expect(
      try Set(FileManager.default.contentsOfDirectory(atPath: home.path)) == ["pepper", "key-encryption-key"])
  }

  @Test("A setting with a fault is told, by the variable or the file's line", arguments: ServiceName.allCases)
  func settings(service: ServiceName) async throws {
    let ending = try await check(service, ["OAUTH_APPS_IDLE_TIMEOUT": "soon"])
    #expect(ending.status == 78)
    #expect(ending.errors.hasPrefix("\(service.executable): OAUTH_APPS_IDLE_TIMEOUT: expected a whole number"))
  }

  @Test("Each fault has a line: of a setting, a catalogue with file, line and member, a credential with the cure")
  func faults() async throws {
    try write("{\n  \"version\": 1,\n  \"permission\": []\n}", "own.json")
    try write("short", "key-encryption-key")
    let ending = try await check(
      .tokenIssuer, ["OAUTH_APPS_PERMISSIONS_PATH": home.path, "OAUTH_APPS_SIGNING_ALGORITHM": "HS256"])
    #expect(ending.status == 78)
    let lines = ending.errors.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].contains("\(home.path)/own.json: line 3, column 17: permission: there is no such member"))
    #expect(lines[1].contains("credential \(home.path)/key-encryption-key has 5 bytes, not 32; restore it"))
    #expect(lines[2].contains("OAUTH_APPS_SIGNING_ALGORITHM: unknown value \"HS256\"; one of ES256"))
  }

  @Test("Directories without a permission, as one that is misspelt, are told by the services that need one")
  func noCatalogue() async throws {
    for service in ServiceName.allCases {
      let ending = try await check(service, ["OAUTH_APPS_PERMISSIONS_PATH": "\(home.path)/none:\(home.path)"])
      guard service.definition.hasCatalogue else {
        #expect(ending.status == 0, "\(ending.errors)")
        continue
      }
      #expect(ending.status == 78)
      #expect(ending.errors.contains("no permission is in the files *.json of \(home.path)/none and \(home.path); put"))
    }
  }

  @Test("A credential that is missing is told")
  func missing() async throws {
    try FileManager.default.removeItem(atPath: "\(home.path)/pepper")
    let ending = try await check(.secretManager)
    #expect(ending.status == 78)
    #expect(ending.errors.contains("credential \(home.path)/pepper can't be read: No such file"))
  }

  @Test("A certificate without its key, and one that is none, are told")
  func certificate() async throws {
    let alone = try await check(.gateway, ["OAUTH_APPS_TLS_CERTIFICATE": "\(home.path)/pepper"])
    #expect(alone.status == 78)
    #expect(alone.errors.contains("\(home.path)/pepper is a certificate without a key"))
    let none = try await check(
      .gateway, ["OAUTH_APPS_TLS_CERTIFICATE": "\(home.path)/pepper", "OAUTH_APPS_TLS_KEY": "\(home.path)/pepper"])
    #expect(none.status == 78)
    #expect(none.errors.contains("\(home.path)/pepper holds no certificate in PEM"))
  }

  @Test("By hand, and beside a daemon that has its credentials, the rest is looked at")
  func withoutCredentials() async throws {
    let environment = ["OAUTH_APPS_PERMISSIONS_PATH": Daemons.permissions]
    let program = "\(Daemons.products)/oauth-secret-manager"
    let byHand = try await Program.run(program, ["--check"], environment: environment)
    #expect(byHand.status == 0)
    #expect(byHand.errors.contains("credentials are not looked at"))
    try FileManager.default.removeItem(atPath: "\(home.path)/pepper")
    let beside = try await check(.secretManager, ["MAINPID": "1"])
    #expect(beside.status == 0)
    #expect(beside.errors == "")
  }

  @Test("Any other argument is refused", arguments: [["--help"], ["--check", "now"], ["check"], [""]])
  func usage(arguments: [String]) async throws {
    let ending = try await check(.tokenIssuer, arguments: arguments)
    #expect(ending.status == 64)
    #expect(ending.errors.contains("usage: oauth-token-issuer [--check]"))
  }
}
