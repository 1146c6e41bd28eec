import RPC
import WireProtocol

extension TokenIssuer {
  /// RFC 7009. Works whatever has become of the client's account (R16).
  func revoke(_ request: TokensRevoke, _ call: Call) async throws -> NoContent {
    var answers = Answers(for: call.peer)
    let token = try await answers.reply(within: call) { try ownToken(request, call, &$0) }
    if let token { try await revocations.insert(token, call) } else { call.noteNothingChanged() }
    return NoContent()
  }

  /// The token to revoke; `nil` for what is no token, or not the client's: that is left alone without an error.
  private func ownToken(_ request: TokensRevoke, _ call: Call, _ answers: inout Answers) throws -> VerifiedToken? {
    let client = try authenticate(request, &answers)
    call.note(client.app.accountSid)
    do {
      // The clock may be wrong, and the token be expired or not yet valid by it alone (R18).
      let token = try verified(request.token, at: nil, &answers)
      return token.client == client.app.sid ? token : nil
    } catch is InactiveToken { return nil }
  }
}
