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
    let unit = "\(service.executable)@1.service"
    let answer = await Systemd.ofHost?.systemctl(["show", "--property=\(shown.joined(separator: ","))", unit])
    return answer.map { UnitState(of: unit, $0.output) }
  }
}
