import FoundationEssentials
import RPC

/// What the system's journal has taken in from a moment on.
struct Journal: Sendable {
  private let cursor: String

  /// Seconds after which a test gives up waiting for a line.
  private static let patience = 60

  /// Starts now, at a line that it writes itself: journalctl (version 252) skips the first match after a line that does
  /// not match.
  init() async throws {
    let mark = try await TestHost.shell(
      """
      echo mark | systemd-cat --identifier=oauth-apps-test
      journalctl --sync
      journalctl --identifier=oauth-apps-test --lines=1 --output=json
      """)
    cursor = try JSONDecoder().decode(Position.self, from: Data(mark.utf8)).cursor
  }

  /// The entries that match, oldest first.
  /// - Parameter matches: As `journalctl` takes them, such as `OAUTH_METHOD=tokens.issue`.
  func entries(_ matches: String...) async throws -> [Entry] {
    try await Command("journalctl", "--sync").output()
    let lines = try await Command(["journalctl", "--quiet", "--all", "--output=json", "--cursor=\(cursor)"] + matches)
      .output()
    return try lines.split(separator: "\n").map { try JSONDecoder().decode(Entry.self, from: Data($0.utf8)) }
  }

  /// Waits until a unit's log, which is what it writes and what systemd writes about it, has a line with this text.
  func awaitLine(_ text: String, of unit: Unit) async throws {
    let script = """
      exec 3< <(exec journalctl --quiet --all --follow --no-tail --output=cat --cursor="$1" --unit="$2")
      timeout \(Self.patience) grep --max-count=1 --quiet --fixed-strings -e "$3" <&3 && found=0 || found=$?
      kill $!
      exit $found
      """
    try await Command("bash", "-c", script, "await-line", cursor, unit.name, text).output()
  }

  private struct Position: Decodable {
    let cursor: String

    private enum CodingKeys: String, CodingKey { case cursor = "__CURSOR" }
  }
}

extension Journal {
  /// The fields that the tests look at.
  struct Entry: Decodable, Sendable {
    let message: String
    let messageID: String?
    let unit: String?
    let instance: String?
    let method: String?
    let peerUserID: String?
    let outcome: String?
    let app: String?
    let count: String?
    let traceID: String?
    let priority: String?

    private enum CodingKeys: String, CodingKey {
      case message = "MESSAGE"
      case messageID = "MESSAGE_ID"
      case unit = "_SYSTEMD_UNIT"
      case instance = "OAUTH_INSTANCE"
      case method = "OAUTH_METHOD"
      case peerUserID = "OAUTH_PEER_UID"
      case outcome = "OAUTH_OUTCOME"
      case app = "OAUTH_APP"
      case count = "OAUTH_COUNT"
      case traceID = "OAUTH_TRACE_ID"
      case priority = "PRIORITY"
    }
  }
}
