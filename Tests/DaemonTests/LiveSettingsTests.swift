import FoundationEssentials
import Logging
import TestSupport
import Testing

@testable import Daemon

/// Settings that are read again as the process runs.
@Suite struct LiveSettingsTests {
  private let directory: TemporaryDirectory
  private let live = LiveSettings()

  init() throws {
    directory = try TemporaryDirectory()
  }

  private var file: String { "\(directory.path)/config.json" }

  private func load(_ text: String, _ environment: [String: String] = [:]) throws -> Settings {
    try Data(text.utf8).write(to: URL(filePath: file))
    return try Settings.load(environment, file: file)
  }

  private func reload(_ text: String, since started: Settings, _ environment: [String: String] = [:]) throws -> Settings
  {
    try Data(text.utf8).write(to: URL(filePath: file))
    return try live.reload(environment, since: started, file: file)
  }

  @Test("What a process takes up as it runs is taken; what it does not is named, until it is changed back")
  func pending() throws {
    let started = try load(#"{"issuer": "https://a.example", "log_level": "info"}"#)
    let new = try reload(
      #"{"issuer": "https://b.example", "log_level": "debug", "idle_timeout": 5}"#, since: started)
    #expect(new.logLevel == .debug)
    #expect(live.pending == ["idle_timeout", "issuer"])
    _ = try reload(#"{"log_level": "debug", "issuer":   "https://a.example", "x-note": 1}"#, since: started)
    #expect(live.pending == [])
    _ = try reload("{}", since: started)
    #expect(live.pending == ["issuer"])
  }

  @Test("What a variable sets, the file can't change")
  func environment() throws {
    let environment = ["OAUTH_APPS_ISSUER": "https://a.example"]
    let started = try load("{}", environment)
    #expect(try reload(#"{"issuer": "https://b.example"}"#, since: started, environment).issuer == "https://a.example")
    #expect(live.pending == [])
  }

  @Test("A file with a fault changes nothing, and the fault is kept until the file is right")
  func fault() throws {
    let started = try load(#"{"log_level": "info"}"#)
    let error = #expect(throws: StartError.self) { try reload(#"{"log_level": "loud"}"#, since: started) }
    #expect(error?.description.contains("\(file): line 1: log_level: ") == true)
    #expect(live.fault?.description.hasSuffix("until then the settings from before hold") == true)
    _ = try reload(#"{"log_level": "notice"}"#, since: started)
    #expect(live.fault == nil)
  }

  @Test("Each copy of a logger goes by the level of the process, unless it has one of its own")
  func level() {
    let level = LiveLogLevel(.info)
    let handler = LevelledLogHandler(SwiftLogNoOpLogHandler(), level)
    var own = handler
    own.logLevel = .error
    level.set(.debug)
    #expect(handler.logLevel == .debug)
    #expect(own.logLevel == .error)
  }
}
