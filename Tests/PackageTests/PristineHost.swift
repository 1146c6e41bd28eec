import FoundationEssentials
import JSON
import RPC
import TestSupport
import WireProtocol

/// The host that the tests may change at will.
enum PristineHost {
  /// The root of the source tree.
  static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Runs a script that must succeed as a whole, and returns its output.
  @discardableResult
  static func shell(_ script: String) async throws -> String {
    let ending = try await run(["bash", "-euo", "pipefail", "-c", script])
    guard ending.status == 0 else { throw Failure(description: "\(script): \(ending.errors)\(ending.output)") }
    return ending.output
  }

  static func run(_ command: [String], input: String = "") async throws -> Program.Ending {
    let environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"]
    return try await Program.run("/usr/bin/env", command, environment: environment, input: input)
  }

  /// Has root, or another user, call `oauthctl --json` and reads the reply.
  static func ask<Reply: Decodable>(
    _ reply: Reply.Type, as user: String = "root", _ arguments: String..., input: String = ""
  ) async throws -> Reply {
    try await ask(reply, as: user, arguments, input: input)
  }

  static func ask<Reply: Decodable>(
    _ reply: Reply.Type, as user: String = "root", _ arguments: [String], input: String = ""
  ) async throws -> Reply {
    let command = ["setpriv", "--reuid=\(user)", "--regid=\(user)", "--init-groups", "--", "oauthctl"]
    let ending = try await run(command + arguments + ["--json"], input: input)
    guard ending.status == 0 else { throw Failure(description: "\(arguments): \(ending.errors)") }
    let document = try JSONDocument(Array(ending.output.utf8), limits: JSONLimits(depth: ReceivedRequest.maximumDepth))
    return try MessageReader.read(Reply.self, from: document.root, unknownMembers: .ignored)
  }

  /// Takes back what tests have done. Purging the package leaves users and groups.
  static func reset() async throws {
    try await shell(
      """
      dpkg --purge --force-remove-reinstreq oauth-apps 2>/dev/null || true
      \(checkout)/scripts/uninstall --purge >/dev/null
      rm -f /var/lib/systemd/credential.secret /usr/sbin/policy-rc.d
      ! getent passwd olga >/dev/null || userdel olga
      """)
  }

  /// What makes one start of each unit that matches a pattern differ from another.
  static func starts(of pattern: String) async throws -> String {
    try await shell("systemctl show --property=Id,InvocationID '\(pattern)'")
  }

  /// What runs, and which files of the package are there.
  static func situation() async throws -> String {
    try await starts(of: "oauth-*@*.service")
      + shell(
        """
        find /usr/libexec/oauth-apps /usr/share/oauth-apps /usr/share/doc/oauth-apps /lib/systemd/system/oauth-* \
          ! -path '*/.*' -type f -exec sha256sum {} + | sort
        """)
  }

  /// Every file and directory but those of systemd's own bookkeeping, dpkg's and apt's, with its owner and mode; of
  /// regular files in /etc the content.
  static func files() async throws -> Set<Substring> {
    try await Set(
      shell(
        """
        find /etc /usr /var /run -xdev \\( -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache \
          -o -path /var/log -o -path /var/tmp -o -path /run/systemd -o -path /run/log \\) -prune \
          -o -printf '%y %m %u:%g %p %l\\n'
        find /etc -type f -exec sha256sum {} +
        """
      ).split(separator: "\n"))
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }
}
