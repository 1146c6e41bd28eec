import FoundationEssentials
import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

/// SIGHUP has daemons read their files again, and never ends one.
@Suite(.timeLimit(.minutes(5))) struct ReloadTests {
  private let home: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
  }

  @Test("At SIGHUP a daemon tells systemd that it reloads, since when, and that it is ready")
  func notifications() async throws {
    let systemd = try NotificationSocket(path: "\(home.path)/notify")
    var notifications = systemd.notifications.makeAsyncIterator()
    try await Daemons.run(environment: ["NOTIFY_SOCKET": "\(home.path)/notify"]) { daemons in
      _ = try await daemons.client(of: .tokenIssuer).call(MetadataGet())
      #expect(await notifications.next()?.first == "READY=1")
      let process = try #require(daemons.processes[.tokenIssuer])
      var told: [String]?
      process.send(signal: SIGHUP)
      repeat { told = await notifications.next() } while told?.first == "WATCHDOG=1"
      #expect(told?.first == "RELOADING=1")
      #expect(told?.last?.wholeMatch(of: /MONOTONIC_USEC=[1-9][0-9]+/) != nil)
      repeat { told = await notifications.next() } while told?.first == "WATCHDOG=1"
      #expect(told?.first == "READY=1")
      #expect(told?.last?.hasPrefix("STATUS=Serving ") == true)
      _ = try await daemons.client(of: .tokenIssuer).call(MetadataGet())
      #expect(daemons.processes[.tokenIssuer]?.processID == process.processID)
    }
    while await notifications.next() != nil {}
  }

  @Test("oauthctl up hands SIGHUP on: its daemons reload, and go on in the same processes")
  func up() async throws {
    let daemons = Daemons(directory: "\(home.path)/run")
    let up = try Program(
      "\(Daemons.products)/oauthctl", ["up", "--directory", daemons.directory, "--permissions", Daemons.permissions])
    try await up.awaitSocket(daemons.socket(of: .tokenIssuer))
    for service in ServiceName.allCases { _ = try await daemons.client(of: service).call(ServiceStatusGet()) }
    let before = daemons.processes.mapValues(\.processID)
    up.send(signal: SIGHUP)
    for service in ServiceName.allCases {
      for _ in 1...5 { _ = try await daemons.client(of: service).call(ServiceStatusGet()) }
    }
    #expect(daemons.processes.mapValues(\.processID) == before)
    up.send(signal: SIGTERM)
    let ending = try await up.awaitEnding()
    for service in ServiceName.allCases {
      #expect(
        ending.errors.split(separator: "\n").contains {
          $0.contains(" \(service.executable)") && $0.hasSuffix("reloaded")
        }, "\(ending.errors)")
    }
  }

  @Test("Signals while and after a daemon starts end none, from its first statement on")
  func anyTime() async throws {
    let up = try Program(
      "\(Daemons.products)/oauthctl", ["up", "--directory", "\(home.path)/run", "--permissions", Daemons.permissions])
    let daemons = Daemons(directory: "\(home.path)/run")
    try await up.awaitSocket(daemons.socket(of: .tokenIssuer))
    for _ in 1...10 {
      async let reply = daemons.client(of: .tokenIssuer).call(MetadataGet())
      for _ in 1...20 {
        up.send(signal: SIGHUP)
        for process in daemons.processes.values where process.hasBegun {
          for signal in [SIGHUP, SIGUSR1, SIGUSR2] { process.send(signal: signal) }
        }
        await Task.yield()
      }
      _ = try await reply
      for process in daemons.processes.values { process.send(signal: SIGTERM) }
    }
    up.send(signal: SIGTERM)
    let ending = try await up.awaitEnding()
    #expect(ending.status == 0)
    #expect(!ending.errors.contains("killed by signal"), "\(ending.errors)")
  }
}

extension RunningProcess {
  /// Whether its main takes signals by now: before, there is nothing of it that could.
  fileprivate var hasBegun: Bool {
    let status = (try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)) ?? ""
    let masks = status.split(separator: "\n").filter { $0.hasPrefix("SigIgn:") || $0.hasPrefix("SigCgt:") }
      .compactMap { UInt64($0.split(separator: "\t").last ?? "", radix: 16) }
    return masks.contains { $0 >> UInt64(SIGUSR1 - 1) & 1 == 1 }
  }
}
