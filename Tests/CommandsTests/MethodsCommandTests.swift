import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Commands

struct MethodsCommandTests {
  private let services = ScriptedServices()

  @Test("Every method of every service is listed, without asking any")
  func all() async {
    let ending = await services.run("methods")
    #expect(ending.status == 0)
    #expect(ending.outputLines.count == 1 + ServiceName.allCases.reduce(0) { $0 + $1.allMethods.count })
    #expect(services.received.isEmpty)
  }

  @Test("One service's methods are listed with access and summary")
  func one() async {
    let lines = await services.run("methods", "token-issuer").outputLines
    #expect(lines[0].split(separator: " ") == ["SERVICE", "METHOD", "ACCESS", "SUMMARY"])
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("token-issuer") })
    #expect(lines.contains { $0.contains(TokensIssue.name) && $0.hasSuffix(TokensIssue.summary) })
  }

  @Test("--json is the service's OpenRPC document")
  func json() async throws {
    let ending = await services.run("methods", "token-issuer", "--json")
    let document = try Wire.value(OpenRPC.self, ending.output, unknownMembers: .ignored)
    #expect(document.methods.map(\.name) == ServiceName.tokenIssuer.allMethods.map(\.name))
  }
}
