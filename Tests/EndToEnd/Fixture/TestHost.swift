import FoundationEssentials
import RPC
import TestSupport
import WireProtocol

/// The host that the tests share, which they may change at will.
enum TestHost {
  /// The root of the source tree.
  static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Files of the administrator that the tests write.
  static let defaults = "/etc/default/oauth-apps"
  /// A directory for files that services are shown in place of others.
  static let scratch = "/run/oauth-apps-test"

  /// Stops the services and takes back what tests have changed; the sockets go on listening, those of the console too.
  static func reset() async throws {
    try await shell("command -v oauthctl >/dev/null || \(checkout)/scripts/install --no-build")
    try await stopServices()
    try await shell(
      """
      umount --quiet /var/lib/oauth-apps/* || true
      rm -rf /var/lib/oauth-apps/* \(defaults) \(scratch)
      mkdir \(scratch)
      if compgen -G '/etc/systemd/system/oauth-*.d' >/dev/null; then
        rm -rf /etc/systemd/system/oauth-*.d
        systemctl daemon-reload
        systemctl restart oauth-gateway-http.socket
      fi
      systemctl --quiet is-enabled oauth-console-http.socket || systemctl --quiet enable oauth-console-http.socket
      systemctl start oauth-console-http.socket oauth-apps.target
      """)
  }

  /// Stops every instance of every service; the sockets go on listening. The first instances stop before the others,
  /// which they uphold: while one runs, systemd starts again what it upholds.
  static func stopServices() async throws {
    try await shell(
      """
      systemctl stop 'oauth-*@1.service' 2>/dev/null || true
      systemctl stop 'oauth-*@*.service' 2>/dev/null || true
      systemctl reset-failed
      """)
  }

  /// Returns when systemd has nothing of the suite left to start or stop: the job of a target does not wait for those
  /// it sets off.
  static func awaitJobs() async throws {
    try await waitUntil { try await shell("systemctl list-jobs --no-legend 'oauth-*'") == "" }
  }

  /// Adds to a unit what an administrator would add with `systemctl edit`.
  static func addDropIn(_ text: String, to unit: Unit) async throws {
    let directory = "/etc/systemd/system/\(unit.name).d"
    try await shell(
      "mkdir -p \(directory); cat > \(directory)/override.conf; systemctl daemon-reload", input: text + "\n")
  }

  static func write(_ text: String, to path: String) async throws {
    try await shell("mkdir -p $(dirname \(path)); cat > \(path)", input: text + "\n")
  }

  /// Runs a script that must succeed as a whole, and returns its output.
  @discardableResult
  static func shell(_ script: String, input: String = "") async throws -> String {
    try await Command("bash", "-euc", script, input: input).output().trimmed
  }

  /// Runs one of the project's scripts.
  @discardableResult
  static func project(_ script: String, _ arguments: String..., environment: [String: String] = [:]) async throws
    -> String
  {
    try await Command(["\(checkout)/scripts/\(script)"] + arguments, environment: environment).output()
  }
}
