import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Commands

/// What a shell can pass that is not what was meant.
struct CommandLineCheckTests {
  private let services = ScriptedServices()
  private let account = AccountSID.sample.text

  init() throws {
    try services.answer(AccountsCreate.self, .example)
    services.answer("accounts.list", json: #"{"accounts":[]}"#)
  }

  @Test(
    "A name that begins with a dash is neither an option nor a request for help",
    arguments: [
      ["app", "create", "-harbour", "--scope", "/a"], ["account", "create", "-dash"], ["account", "create", "-h1"],
      ["-help"], ["account", "-json", "list"], ["account", "create", "-x"], ["account", "list", "--parent", "-x"],
    ])
  func dashes(arguments: [String]) async {
    let ending = await services.run(and: arguments)
    #expect(ending.status == 64)
    #expect(ending.output == "")
    #expect(ending.errors.contains("is no option; for a name that begins with - write --"))
    #expect(services.received.isEmpty)
  }

  @Test("Behind -- it is a name")
  func names() async throws {
    #expect(await services.run("account", "create", "--", "-harbour").status == 0)
    #expect(try services.received.first?.decoded(as: AccountsCreate.self).friendlyName.text == "-harbour")
  }

  @Test("A value of an option that begins with a dash stands behind =, as the message says")
  func values() async throws {
    let refused = await services.run("account", "create", "Acme", "--as", "-x")
    #expect(refused.errors.contains("for such a value of an option --option=-x"), "\(refused.errors)")
    #expect(await services.run("account", "create", "Acme", "--as=-x").status == 0)
    #expect(try services.received.map { try $0.decoded(as: AccountsCreate.self).friendlyName.text } == ["Acme"])
  }

  @Test(
    "Help for a command that is not there is wrong usage", arguments: [["nope"], ["account", "nope"], ["up", "x"]])
  func helpless(command: [String]) async {
    let ending = await services.run("help", and: command)
    #expect(ending.status == 64)
    #expect(ending.errors.contains("there is no command "))
    #expect(await services.run("help", "account", "create").status == 0)
  }

  @Test("An empty value of a global option is wrong usage, not the default", arguments: ["--runtime-dir", "--as"])
  func emptyValue(option: String) async {
    let ending = await services.run("account", "list", option, "")
    #expect(ending.status == 64)
    #expect(ending.errors.contains("The value of \(option) is empty."))
    #expect(services.received.isEmpty)
  }

  @Test("Options that mean nothing to a command are not offered by it", arguments: ["methods", "protocol", "up"])
  func effectless(command: String) async {
    let help = await services.run(command, "--help").output
    #expect(!help.contains("--as"))
    #expect(!help.contains("--runtime-dir"))
  }

  @Test(
    "Options that mean nothing to the embedded services are refused, wherever they stand",
    arguments: [
      ["--json"], ["--as", "ada"], ["--runtime-dir", "/run/x"], ["--idempotency-key", "kzVl2WLBQ2mKXWS5yGlWvg"],
    ])
  func embedded(options: [String]) async {
    for arguments in [["up"] + options, options + ["up"]] {
      let ending = await services.run(arguments[0], and: Array(arguments[1...]))
      #expect(ending.status == 64)
      #expect(ending.errors.contains("up takes no \(options[0]); its sockets"), "\(arguments): \(ending.errors)")
    }
  }

  @Test("No help speaks of rules by their numbers")
  func rules() async {
    for command in [["app", "delete"], ["secret", "rotate"], ["secret", "revoke"], ["account", "suspend"]] {
      let help = await services.run("help", and: command).output
      #expect(help.contains("OVERVIEW: "))
      #expect(!help.contains(/R\d/), "\(command)")
    }
  }

  @Test("Arguments are the process's bytes; what is not UTF-8 is refused by its place, not replaced")
  func encoding() throws {
    func read(_ arguments: [[UInt8]]) throws -> [String] {
      var vector = (["oauthctl".utf8.map(\.self)] + arguments).map { argument in
        (argument + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { bytes in
          bytes.baseAddress.flatMap { strdup($0) }
        }
      }
      defer { for argument in vector { free(argument) } }
      return try ProcessArguments.read(&vector, count: vector.count)
    }
    #expect(try read([Array("account".utf8), Array("Zoë \u{FFFD}".utf8)]) == ["account", "Zoë \u{FFFD}"])
    #expect(try read([]) == [])
    let fault = #expect(throws: UsageFault.self) { try read([Array("account".utf8), [0xFF, 0xFE]]) }
    #expect(fault?.description == "argument 2 is not UTF-8 text")
  }

  @Test("A terminal is taken to have a least width, whoever tells it")
  func width() {
    #expect(HelpWidth.columns(environment: "-5", terminal: 80) == -5)
    #expect(HelpWidth.columns(environment: "wide", terminal: 20) == 20)
    #expect(HelpWidth.columns(environment: nil, terminal: nil) == nil)
  }
}
