import RPC
import WireProtocol

/// A unit of systemd.
struct Unit: Hashable, Sendable, CustomStringConvertible {
  let name: String

  /// Makes the credentials that are missing.
  static let credentials = Unit(name: "oauth-apps-credentials.service")

  var description: String { name }

  /// What `systemctl show` tells; "" for what the unit does not have.
  func property(_ property: String) async throws -> String {
    try await Command("systemctl", "show", "--property=\(property)", "--value", name).output().trimmed
  }

  /// `active`, `inactive`, `failed`, ...
  var state: String {
    get async throws { try await property("ActiveState") }
  }

  /// 0 where no process runs.
  var mainPID: Int {
    get async throws { Int(try await property("MainPID")) ?? 0 }
  }

  func start() async throws {
    try await Command("systemctl", "start", name).output()
  }

  func stop() async throws {
    try await Command("systemctl", "stop", name).output()
  }

  /// Sends a signal to the main process.
  func kill(_ signal: String) async throws {
    try await Command("systemctl", "kill", "--kill-whom=main", "--signal=\(signal)", name).output()
  }
}

extension ServiceName {
  var socketUnit: Unit { Unit(name: "\(executable).socket") }

  /// Of its own socket and those of its listeners.
  var socketUnits: [Unit] {
    [socketUnit] + definition.listeners.map { Unit(name: "\($0.unit(of: self)).socket") }
      + (definition.servesUnits ? [Unit(name: "\(executable)-credential.socket")] : [])
  }

  /// The unit that instances are made from, which is where an administrator puts drop-ins.
  var template: Unit { Unit(name: "\(executable)@.service") }

  func unit(_ instance: Int = 1) -> Unit { Unit(name: "\(executable)@\(instance).service") }

  var stateDirectory: String { "/var/lib/oauth-apps/\(rawValue)" }
}

extension String {
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
