import FoundationEssentials
import JSON
import RPC
import WireProtocol

/// A Unix user who runs `oauthctl`.
struct Login: Sendable, CustomStringConvertible {
  let name: String
  /// Supplementary groups.
  var groups: [String] = []

  var description: String { name }

  static let root = Login(name: "root")
  /// In the group that may do everything.
  static let administrator = Login(name: "olga", groups: ["oauth-admin"])
  /// In the group that may ask about tokens.
  static let inspector = Login(name: "ines", groups: ["oauth-inspect"])
  static let developer = Login(name: "ada")
  static let support = Login(name: "sam")
  /// In no group and nobody's user.
  static let stranger = Login(name: "mallory")

  /// The system user of a daemon.
  static func daemon(_ service: ServiceName) -> Login { Login(name: service.executable) }

  /// Makes the user on this host, unless it is there.
  func enrol() async throws {
    try await TestHost.shell(
      """
      getent passwd \(name) >/dev/null || useradd --no-create-home \(name)
      for group in \(groups.joined(separator: " ")); do usermod --append --groups $group \(name); done
      """)
  }

  /// Runs a program as this user with these groups and nothing else.
  func run(_ arguments: [String], input: String = "") async throws -> Outcome {
    let identity = name == "root" ? [] : ["setpriv", "--reuid=\(name)", "--regid=\(name)", "--init-groups", "--"]
    return try await Command(identity + arguments, input: input).run()
  }

  func oauthctl(_ arguments: String..., input: String = "") async throws -> Outcome {
    try await run(["oauthctl"] + arguments, input: input)
  }

  /// Runs `oauthctl --json` and reads the reply.
  /// - Throws: ``CommandFailure`` where the exit status is not 0.
  func ask<Reply: Decodable>(_ reply: Reply.Type, _ arguments: String..., input: String = "") async throws -> Reply {
    try await run(["oauthctl"] + arguments + ["--json"], input: input).reply()
  }
}

extension Outcome {
  /// The reply that `oauthctl --json` has printed.
  /// - Throws: ``CommandFailure`` where the exit status is not 0.
  func reply<Reply: Decodable>(_ reply: Reply.Type = Reply.self) throws -> Reply {
    guard status == 0 else { throw CommandFailure(outcome: self) }
    let document = try JSONDocument(Array(output.utf8), limits: JSONLimits(depth: ReceivedRequest.maximumDepth))
    return try MessageReader.read(Reply.self, from: document.root, unknownMembers: .ignored)
  }
}
