import ArgumentParser
import WireProtocol

extension Authorization: Detailed {
  var fields: [Field] {
    [
      Field("allowed", String(allowed)), Field("reason", reason), Field("permission", permission),
      Field("client_id", clientId?.text),
      Field("account_sid", accountSid?.text),
    ]
  }
}

extension Session {
  /// Shows a decision, and ends with the exit status that goes with it.
  func decide(_ question: TokensAuthorize) async throws {
    let answer = try await show(question, from: .tokenIssuer)
    if try !answer.reply().allowed { throw ExitCode(ExitStatus.refused.rawValue) }
  }
}
