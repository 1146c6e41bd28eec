import FoundationEssentials
import RPC
import Synchronization
import TestSupport
import Testing
import WireProtocol

@testable import Commands

@Suite struct ConsoleCommandTests {
  private let services = ScriptedServices()
  private let link = SessionLink(
    sid: .sample, linkCode: Sensitive("oal_code"), consoleUrl: "http://localhost:8444", dateExpires: .example)

  private static let there = ["SSH_CONNECTION": "192.0.2.7 50000 192.0.2.1 22", "USER": "ada"]

  init() throws {
    try services.answer(SessionsCreate.self, link)
    services.answer("sessions.end", json: "{}")
  }

  @Test("It prints the link alone, and tells until when it works")
  func link() async throws {
    let ending = await services.run("console", "--as", "Ada")
    #expect(ending.status == 0)
    #expect(ending.output == "http://localhost:8444/enter?code=oal_code\n")
    #expect(ending.errors == "oauthctl: the link works once, until \(Timestamp.example)\n")
    #expect(services.received.map(\.request.method) == ["sessions.create"])
    #expect(services.received.first?.request.meta.actingUser == "Ada")
  }

  @Test("--json prints the reply as it came, and nothing is opened")
  func json() async throws {
    let desktop = try TestDesktop()
    let ending = await services.run("console", "--json", environment: desktop.environment, desktop: desktop)
    #expect(ending.output == "\(try Wire.text(link))\n")
    #expect(ending.errors == "" && desktop.opened == [])
  }

  @Test("--end ends the caller's sessions")
  func end() async throws {
    let ending = await services.run("console", "--end", "--as", "Ada")
    #expect(ending.output == "signed out everywhere\n")
    #expect(services.received.map(\.params) == ["{}"])
    #expect(services.received.map(\.request.method) == ["sessions.end"])
    #expect(await services.run("console", "--end", "--no-open").status == 64)
  }

  @Test("Where the console is off, it says how it is switched on, and makes no link")
  func off() async throws {
    let ending = await services.run("console", missing: [.console])
    #expect(ending.status == 69)
    #expect(ending.errors.contains("sudo systemctl enable --now oauth-console-http.socket"))
    #expect(services.received.isEmpty)
  }

  @Test(
    "Over SSH it tells the way from where one has come",
    arguments: [
      ("http://localhost:8444", "8444"), ("http://127.0.0.1", "80"), ("http://[::1]:9000/x", "9000"),
      ("https://console.example", nil), ("http://localhost.example:8444", nil),
    ])
  func tunnel(url: String, port: String?) throws {
    let tunnel = Tunnel(to: url, RuntimeDirectory(option: "/tmp/a b", environment: [:]), Self.there)
    #expect(tunnel?.command == port.map { "ssh -N -L '\($0):/tmp/a b/console-http.sock' ada@192.0.2.1" })
    #expect(Tunnel(to: url, .ofHost, ["USER": "ada"]) == nil)
  }

  @Test("Over SSH the way is told, and no browser of this host is used")
  func ssh() async throws {
    let desktop = try TestDesktop()
    let environment = desktop.environment.merging(Self.there) { $1 }
    let ending = await services.run("console", environment: environment, desktop: desktop)
    #expect(
      ending.errors.hasSuffix("type there first: ssh -N -L 8444:/run/oauth-apps/console-http.sock ada@192.0.2.1\n"))
    #expect(desktop.opened == [])
  }

  @Test("On a desktop the browser is handed a file that nobody else can read, never the link itself")
  func desktop() async throws {
    let desktop = try TestDesktop()
    let ending = await services.run("console", environment: desktop.environment, desktop: desktop)
    #expect(ending.status == 0)
    let path = "\(desktop.directory.path)/oauth-apps-console.html"
    #expect(desktop.opened == [path])
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.contains(#"url=http://localhost:8444/enter?code=oal_code""#))
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    // The one before is in nobody's way.
    #expect(await services.run("console", environment: desktop.environment, desktop: desktop).status == 0)
  }

  @Test("A script's output opens nothing unless told to; without a desktop that is an error, before there is a link")
  func choice() async throws {
    let desktop = try TestDesktop()
    _ = await services.run("console", "--no-open", environment: desktop.environment, desktop: desktop)
    _ = await services.run("console", environment: desktop.environment)
    #expect(desktop.opened == [])
    let asked = services.received.count
    let ending = await services.run("console", "--open")
    #expect(ending.status == 64 && ending.errors.contains("no desktop here"))
    #expect(services.received.count == asked)
  }
}

/// A desktop that opens nothing, at a terminal.
final class TestDesktop: Sendable {
  let directory: TemporaryDirectory
  private let paths = Mutex<[String]>([])

  init() throws {
    directory = try TemporaryDirectory()
  }

  var environment: [String: String] { ["DISPLAY": ":0", "XDG_RUNTIME_DIR": directory.path] }
  var opened: [String] { paths.withLock(\.self) }

  func open(_ path: String) { paths.withLock { $0.append(path) } }
}
