import FoundationEssentials
import RPC
import WireProtocol

extension Login {
  /// Asks the registry as this user of the host, with a `meta` of the test's choice.
  func ask<M: Method>(_ method: M, _ meta: Meta) async throws -> Result<M.Reply, ServiceError> {
    let request = Request(id: .number(1), method: M.name, params: try MessageWriter.json(method), meta: meta)
    let script = try await TestHost.shell("cat \(TestHost.checkout)/Tests/EndToEnd/Resources/question.py")
    let outcome = try await run(
      ["/usr/bin/python3", "-c", script, "/run/oauth-apps/\(ServiceName.appRegistry.socket)"],
      input: String(decoding: try request.encoded(), as: UTF8.self))
    switch try ReceivedReply(message: Array(outcome.output.utf8)).outcome {
    case .success(let result): return .success(try M.reply(result))
    case .failure(let error): return .failure(error)
    }
  }
}
