import TestSupport
import Testing
import WireProtocol

@testable import Commands

struct SigningKeyCommandTests {
  private let services = ScriptedServices()
  private let kid = SigningKeyID.sample.text

  @Test("The keys are a table of their lives")
  func list() async throws {
    try services.answer(SigningKeysList.self, Page([.example, .announcedExample]))
    let lines = await services.run("signing-key", "list").output.split(separator: "\n")
    #expect(
      lines[0].split(separator: "  ", omittingEmptySubsequences: true).map { $0.trimmingPrefix(" ") } == [
        "KID", "ALGORITHM", "STATUS", "SIGNS FROM", "SIGNS UNTIL", "VERIFIES UNTIL",
      ])
    #expect(lines[1].hasPrefix("\(kid)  ES256      signing    2026-11-23T12:00:00Z  -"))
    #expect(lines[2].hasPrefix("\(kid)  ES256      announced  2026-11-24T12:00:00Z  -"))
  }

  @Test("rotate and retire do so in good time, or now")
  func changes() async throws {
    try services.answer(SigningKeysRotate.self, .announcedExample)
    try services.answer(SigningKeysRetire.self, .retiredExample)
    #expect(await services.run("signing-key", "rotate").status == 0)
    #expect(await services.run("signing-key", "rotate", "--now").status == 0)
    #expect(await services.run("signing-key", "retire", kid).status == 0)
    #expect(await services.run("signing-key", "retire", kid, "--now").output.contains("status:         retired"))
    #expect(
      services.received.map(\.params) == [
        "{}", #"{"now":true}"#, #"{"kid":"\#(kid)"}"#, #"{"kid":"\#(kid)","now":true}"#,
      ])
    #expect(services.received.allSatisfy { $0.service == .tokenIssuer })
  }

  @Test("A key to import comes from a file or from standard input, and its path is not taken for the key")
  func importing() async throws {
    try services.answer(SigningKeysImport.self, .announcedExample)
    let pem = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"
    let ending = await services.run("signing-key", "import", "-", input: pem)
    #expect(ending.status == 0)
    #expect(try services.received[0].decoded(as: SigningKeysImport.self).key.revealed == pem)
    #expect(!(ending.output + ending.errors).contains("c2VjcmV0"))
    let missing = await services.run("signing-key", "import", "/nowhere/c2VjcmV0")
    #expect(missing.status == 64)
    #expect(
      missing.errors.contains("the key can't be read from the file given") && !missing.errors.contains("c2VjcmV0"))
  }

  @Test("What is no key id is refused before anything is sent")
  func malformedKid() async {
    let ending = await services.run("signing-key", "retire", "no key", "--now")
    #expect(ending.status == 64 && ending.errors.contains("a key's id is expected"))
    #expect(services.received.isEmpty)
  }
}
