import ArgumentParser
import Glibc
import WireProtocol

/// What the benchmark runs as another user: a stranger that asks for as much as it can, until it is stopped.
struct StrangerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stranger", abstract: "Floods a service until it is stopped.", shouldDisplay: false)

  /// Printed once the flood has begun.
  static let beginning = "flooding"

  @Option(help: ArgumentHelp("Socket of the token issuer.", valueName: "file"))
  var socket: String

  @Option(help: "Stop after so many seconds.")
  var seconds: Double = 60

  func run() async throws {
    let floods = [
      Load(
        operation: "wrong secrets", socket: socket, shape: Shape(9, 256), requests: try Self.wrongSecrets(),
        expected: KnownErrorCode.invalidClient.symbol),
      Load(
        operation: RPCDiscover.name, socket: socket, shape: Shape(2, 256), requests: try RequestSequence(RPCDiscover()),
        expected: #""result""#),
    ]
    print(Self.beginning)
    fflush(nil)
    let seconds = seconds
    await withTaskGroup(of: Void.self) { group in
      for flood in floods {
        group.addTask {
          // What the service does to the stranger is not what is measured.
          _ = try? await onOwnThread {
            var position = 0
            return try flood.refusable.run(for: seconds, from: &position)
          }
        }
      }
    }
  }

  /// Of one client and of many that there are not.
  private static func wrongSecrets() throws -> RequestSequence {
    let clients = (1...512).map { AppSID(low: UInt64($0 > 256 ? $0 : 1)) }
    return try RequestSequence(
      clients.map { TokensIssue(clientId: $0, clientSecret: Sensitive(String(repeating: "x", count: 64))) },
      repeats: true)
  }
}
