import WireProtocol

extension Systemd {
  /// What each instance of a service that runs has told systemd last, by the instance's name (sd_notify(3)).
  func reports(of service: ServiceName) async -> [String: String] {
    let start = "\(service.executable)@"
    let listing = await systemctl(["show", "--property=Id,ActiveState,StatusText", "\(start)*.service"])
    let units = (listing?.output ?? "").split(separator: "\n\n").map { unit in
      unit.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    }
    var reports: [String: String] = [:]
    for unit in units {
      let properties = Dictionary(unit.map { ($0.first ?? "", $0.dropFirst().first ?? "") }) { first, _ in first }
      // One that stops would be started again by a question.
      guard ["active", "reloading"].contains(properties["ActiveState"]), let name = properties["Id"],
        name.hasPrefix(start), name.hasSuffix(".service")
      else { continue }
      reports[String(name.dropFirst(start.count).dropLast(".service".count))] = properties["StatusText"] ?? ""
    }
    return reports
  }
}
