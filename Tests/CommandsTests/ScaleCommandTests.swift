import FoundationEssentials
import Glibc
import Synchronization
import TestSupport
import Testing
import WireProtocol

@testable import Commands

/// `oauthctl scale`, with a systemd that notes what it is told.
@Suite struct ScaleCommandTests {
  private let directory: TemporaryDirectory
  private let services = ScriptedServices()
  private let log = Log()

  private final class Log: Sendable {
    let calls = Mutex<[String]>([])
    let running = Mutex(["1"])
    let status = Mutex<CInt>(0)

    func systemctl(_ arguments: [String]) -> (status: CInt, output: String)? {
      if arguments[0] == "list-units" {
        let units = running.withLock(\.self).map { "oauth-token-issuer@\($0).service loaded active running OAuth\n" }
        return (0, units.joined() + "oauth-token-issuer.socket loaded active\n")
      }
      calls.withLock { $0.append(arguments.joined(separator: " ")) }
      return (status.withLock(\.self), "Failed: no\n")
    }
  }

  init() throws {
    directory = try TemporaryDirectory()
  }

  private var dropIn: String { "\(directory.path)/oauth-token-issuer@1.service.d/50-scale.conf" }
  private var content: String? { try? String(contentsOfFile: dropIn, encoding: .utf8) }
  private var calls: [String] { log.calls.withLock(\.self) }

  private func scale(_ arguments: String...) async -> Ending {
    let systemd = Systemd(unitDirectory: directory.path) { [log] in log.systemctl($0) }
    return await services.run("scale", and: arguments, systemd: systemd)
  }

  @Test("Without --yes it is shown what would be written and done, and nothing is")
  func plan() async {
    let ending = await scale("token-issuer", "3")
    #expect(ending.status == 0)
    #expect(
      ending.output == """
        write \(dropIn):
          # Written by oauthctl scale.
          [Unit]
          Upholds=oauth-token-issuer@2.service oauth-token-issuer@3.service
        systemctl daemon-reload
        systemctl start oauth-token-issuer@2.service oauth-token-issuer@3.service

        """)
    #expect(ending.errors == "oauthctl: nothing is changed yet; add --yes to have it done\n")
    #expect(content == nil)
    #expect(calls == [])
  }

  @Test("More instances are written down for good, and started if the first runs")
  func up() async {
    #expect(await scale("token-issuer", "2", "--yes").status == 0)
    #expect(content?.contains("\nUpholds=oauth-token-issuer@2.service\n") == true)
    #expect(calls == ["daemon-reload", "start oauth-token-issuer@2.service"])
    #expect(await scale().output.contains("token-issuer    2          1\n"))
    log.running.withLock { $0 = [] }
    #expect(await scale("token-issuer", "16", "--yes").status == 0)
    #expect(calls.last == "daemon-reload")
    #expect(await scale("token-issuer").output.contains("token-issuer  16         -\n"))
  }

  @Test("Instances beyond a smaller number are stopped; of one instance nothing stays written")
  func down() async {
    _ = await scale("token-issuer", "12", "--yes")
    log.running.withLock { $0 = ["10", "2", "1", "11"] }
    #expect(await scale("token-issuer").output.contains("12         1 2 10 11\n"))
    #expect(await scale("token-issuer", "1", "--yes").output.hasPrefix("remove \(dropIn)\n"))
    #expect(
      calls.last == "stop oauth-token-issuer@2.service oauth-token-issuer@10.service oauth-token-issuer@11.service")
    #expect(content == nil)
    #expect(!FileManager.default.fileExists(atPath: "\(directory.path)/oauth-token-issuer@1.service.d"))
    #expect(await scale("token-issuer", "1", "--yes").status == 0)
  }

  @Test("A number that can't be, and --yes to nothing, are refused")
  func usage() async {
    for (number, reason) in [
      ("0", "1 to 16 can be"), ("17", "1 to 16 can be"), ("many", "'many' is invalid"),
      ("-1", "\"-1\" is no option"),
    ] {
      let ending = await scale("token-issuer", number, "--yes")
      #expect(ending.status == 64)
      #expect(ending.errors.contains(reason), "\(ending.errors)")
    }
    #expect(await scale("mailer", "2").status == 64)
    #expect(await scale("token-issuer", "--yes").errors.contains("--yes takes a service and a number"))
    #expect(calls == [])
  }

  @Test("What can't be written, and what systemd refuses, is told")
  func faults() async throws {
    log.status.withLock { $0 = 256 }
    let refused = await scale("token-issuer", "2", "--yes")
    #expect(refused.status != 0)
    #expect(refused.errors.contains("systemctl daemon-reload failed: Failed: no"), "\(refused.errors)")
    let systemd = Systemd(unitDirectory: "\(directory.path)/missing") { [log] in log.systemctl($0) }
    let unwritable = await services.run("scale", "token-issuer", "2", "--yes", systemd: systemd)
    #expect(unwritable.status == 74)
    let place = "\(directory.path)/missing/oauth-token-issuer@1.service.d"
    let fault = "oauthctl: \(place) can't be made: No such file or directory\noauthctl: nothing is changed"
    #expect(unwritable.errors.hasPrefix(fault), "\(unwritable.errors)")
    #expect(unwritable.output == "")
    try FileManager.default.removeItem(atPath: dropIn)
    try FileManager.default.createDirectory(atPath: "\(dropIn)/full", withIntermediateDirectories: true)
    let unread = await scale("token-issuer")
    #expect(unread.status == 1 && unread.errors.contains("can't read \(dropIn): Is a directory"), "\(unread.errors)")
    let occupied = await scale("token-issuer", "2", "--yes")
    #expect(occupied.errors.contains("the drop-in can't be written to \(dropIn): Is a directory\n"))
    #expect(occupied.errors.contains("nothing is changed") && occupied.output == "")
  }

  @Test("Under oauthctl up, and without systemd, there is nothing to scale")
  func elsewhere() async {
    let ending = await services.run(
      "scale", "token-issuer", "2", "--yes", environment: ["OAUTH_APPS_RUNTIME_DIR": "/elsewhere"], systemd: .ofHost)
    #expect(ending.status == 64)
    #expect(ending.errors.contains("oauthctl up runs one instance of each"))
  }

  @Test("The status has a row for each instance that systemd has running, and for one that was not met")
  func status() async throws {
    log.running.withLock { $0 = ["1", "2", "3"] }
    for instance in ["2", "2", "1", "1"] {
      try services.answer(
        ServiceStatusGet.self,
        ServiceStatus(
          service: .tokenIssuer, version: "0.1.0", instance: instance, pid: 1, uptimeSeconds: 1, connections: 1,
          requestsPerSecond: 7))
    }
    let systemd = Systemd(unitDirectory: directory.path) { [log] in log.systemctl($0) }
    let ending = await services.run(
      "status", forbidden: [.appRegistry, .secretManager, .gateway, .console], systemd: systemd)
    #expect(ending.status == 0)
    let rows = ending.outputLines.filter { $0.hasPrefix("token-issuer") }.map { $0.split(separator: " ") }
    #expect(rows.map { "\($0[1]) \($0[3]) \($0.last ?? "")" } == ["healthy 1 7", "healthy 2 7", "running 3 -"])
  }
}
