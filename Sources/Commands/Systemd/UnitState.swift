import Dispatch
import Glibc
import SocketTransport
import SystemCalls
import WireProtocol

/// What systemd says about the unit that a service's socket starts.
struct UnitState: Sendable {
  private let unit: String
  private let properties: [String: String]

  /// - Parameter text: What `systemctl show` prints, a line `NAME=VALUE` for each property.
  init(of unit: String, _ text: String) {
    self.unit = unit
    let pairs = text.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    properties = Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
  }

  /// Why systemd can't start the unit, as a clause with the cure; `nil` as far as it can.
  var fault: String? {
    let state = "\(properties["ActiveState"] ?? "") (\(properties["SubState"] ?? ""))"
    guard state == "activating (auto-restart)" || state.hasPrefix("failed"), properties["Result"] != "signal" else {
      return nil
    }
    let cause =
      switch properties["ExecMainStatus"] {
      case "217": "its user is missing, systemd-sysusers makes it"
      case "243": "its credential can't be decrypted, restore it in /etc/credstore.encrypted"
      default: "result \(properties["Result"] ?? "unknown"), status \(properties["ExecMainStatus"] ?? "unknown")"
      }
    return "systemd can't start \(unit): \(cause); see systemctl status \(unit)"
  }

  private static let shown = ["ActiveState", "SubState", "Result", "ExecMainStatus"]

  /// Asks systemd, if this host runs under it and a service is the host's own.
  static func ask(about service: ServiceName) async -> UnitState? {
    guard access("/run/systemd/system", F_OK) == 0 else { return nil }
    let unit = "\(service.executable)@1.service"
    return await withCheckedContinuation { continuation in
      DispatchQueue(label: "systemctl").async {
        let arguments = ["show", "--property=\(shown.joined(separator: ","))", unit]
        continuation.resume(returning: output("/usr/bin/systemctl", arguments).map { UnitState(of: unit, $0) })
      }
    }
  }

  /// What a program prints; `nil` if it can't be run.
  private static func output(_ program: String, _ arguments: [String]) -> String? {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    let process = try? Spawn.start(program, arguments, environment: [:], descriptors: [1: ends[1]])
    close(ends[1])
    defer { close(ends[0]) }
    guard let process else { return nil }
    let bytes = try? Descriptor(reading: ends[0]).read(limit: 4096)
    while waitpid(process, nil, 0) < 0 && errno == EINTR {}
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }
}
