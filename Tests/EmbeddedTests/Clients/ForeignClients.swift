import FoundationEssentials
import Glibc
import TestSupport

/// The OAuth clients and proxies that scripts/foreign-clients installs, as others have published them.
enum ForeignClients {
  private static let checkout =
    "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
  static let place = "\(checkout)/.build/foreign-clients"
  static let resources = "\(checkout)/Tests/EmbeddedTests/Resources"
  private static let scripts = "\(resources)/clients"
  static let proxies = "\(checkout)/units/proxies"

  static var areInstalled: Bool { access("\(place)/requirements.txt", R_OK) == 0 }

  /// Envoy's executable.
  static var envoy: String {
    get throws {
      let libraries = try FileManager.default.contentsOfDirectory(atPath: "\(place)/lib")
      return "\(place)/lib/\(libraries.first ?? "")/site-packages/envoy/_bin/envoy"
    }
  }

  /// Starts a client's script. It ends with 0 if all went as it says, and tells what did not otherwise.
  static func start(_ script: String, with suite: DescribedSuite) throws -> Program {
    let environment = [
      "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1",
      // Both insist on TLS, on loopback as well, unless they are told.
      "OAUTHLIB_INSECURE_TRANSPORT": "1", "AUTHLIB_INSECURE_TRANSPORT": "1",
      // Its token manager does not do without an account.
      "TWILIO_ACCOUNT_SID": suite.accountSid, "TWILIO_AUTH_TOKEN": "of no use",
    ]
    return try Program(
      "\(place)/bin/python", ["\(scripts)/\(script)"], environment: environment, input: suite.json)
  }

  static let casesOfSchemathesis = LongRun.schemathesis.asked(or: 0)

  /// Runs schemathesis on the OpenAPI document of a server.
  /// - Parameters:
  ///   - cases: Requests of each operation, at the most, in each phase.
  ///   - user: By HTTP Basic.
  static func schemathesis(_ server: String, cases: Int, user: String, secret: String) async throws
    -> Program.Ending
  {
    let home = try TemporaryDirectory()
    let checks =
      "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    return try await Program.run(
      "/usr/bin/env",
      [
        // What it keeps for its next run goes along with the directory.
        "--chdir", home.path, "\(place)/bin/schemathesis",
        "run", "\(server)/openapi.json", "--url", server, "--checks", checks, "--phases",
        "examples,coverage,fuzzing",
        "--max-examples", "\(cases)", "--auth", "\(user):\(secret)", "--warnings", "off",
        "--continue-on-failure",
        "--suppress-health-check", "all",
      ], environment: ["PATH": "/usr/bin:/bin", "HOME": home.path, "PYTHONDONTWRITEBYTECODE": "1"])
  }
}
