import Dispatch
import Glibc
import SocketTransport
import WireProtocol

/// systemd, as far as commands ask it or change what it does.
package struct Systemd: Sendable {
  /// Where an administrator's units are.
  let unitDirectory: String
  /// Where units have their runtime directories.
  var runtimeRoot = "/run"
  /// Runs `systemctl` with these arguments: its exit status, what it prints and what it complains of. `nil` where it
  /// can't be run.
  let systemctl: @Sendable (_ arguments: [String]) async -> (status: CInt, output: String)?

  /// That of this host, if it runs under systemd.
  static var ofHost: Systemd? {
    guard access("/run/systemd/system", F_OK) == 0 else { return nil }
    return Systemd(unitDirectory: "/etc/systemd/system") { arguments in
      await withCheckedContinuation { continuation in
        DispatchQueue(label: "systemctl").async { continuation.resume(returning: run("/usr/bin/systemctl", arguments)) }
      }
    }
  }

  private static func run(_ program: String, _ arguments: [String]) -> (status: CInt, output: String)? {
    let ending = try? Spawn.run(program, arguments, environment: [:], joinsErrors: true)
    return ending.map { ($0.status, String(decoding: $0.output, as: UTF8.self)) }
  }

  /// The names of a service's instances that run, the first one first.
  func instances(of service: ServiceName) async -> [String] {
    let start = "\(service.executable)@"
    let listing = await systemctl([
      "list-units", "--plain", "--no-legend", "--state=active,reloading", "\(start)*.service",
    ])
    let units = (listing?.output ?? "").split(separator: "\n").map { $0.prefix { $0 != " " } }
    return units.filter { $0.hasPrefix(start) && $0.hasSuffix(".service") }
      .map { String($0.dropFirst(start.count).dropLast(".service".count)) }
      .sorted(by: Self.isOrdered)
  }

  /// The name of a unit's first runtime directory; `nil` for a unit that has none, or is not there.
  func runtimeDirectory(of unit: UnitName) async -> String? {
    let answer = await systemctl(["show", "--property=RuntimeDirectory", "--value", "--", unit.text])
    return answer?.output.split(whereSeparator: \.isWhitespace).first.map(String.init)
  }

  /// The order of instances: 2 comes before 10.
  static func isOrdered(_ instance: String, _ other: String) -> Bool {
    (instance.count, instance) < (other.count, other)
  }
}
