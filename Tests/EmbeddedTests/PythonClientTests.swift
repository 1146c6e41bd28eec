import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

extension SharedDaemonsTests {
  /// The protocol is what its description says: a client written from that alone, in another language, works.
  @Suite struct PythonClientTests {
    private struct Report: Decodable {
      let account: Account
      let app: CreatedApp
      let scopes: [String]
      let active: [Bool]
      let error: String
    }

    @Test("A Python client makes an account and an app, and pipelines requests whose replies it matches by id")
    func python() async throws {
      let daemons = try #require(Daemons.shared)
      let script =
        "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Resources/protocol_client.py"
      let ending = try await Program.run(
        "/usr/bin/env", ["python3", script, daemons.directory, Permission.list, Permission.read],
        environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
      #expect(ending.status == 0, "\(ending.errors)")
      let report = try Wire.value(Report.self, ending.output, unknownMembers: .ignored)
      #expect(report.account.friendlyName.text == "Python")
      #expect(report.app.app.accountSid == report.account.sid)
      #expect(report.scopes == [Permission.list, Permission.read, "\(Permission.list) \(Permission.read)"])
      #expect(report.active == [true, true, true, false])
      #expect(report.error == "method_not_found")
      // Its last use may have been told meanwhile.
      let app = try await daemons.client(of: .appRegistry).call(AppsGet(sid: report.app.app.sid))
      #expect(app.friendlyName == report.app.app.friendlyName && app.dateUpdated == report.app.app.dateUpdated)
    }
  }
}
