import Permissions
import RPC
import WireProtocol

extension TokenIssuer {
  /// Allowed only if the token is active, the request maps to a permission that the app's policy allows now, the
  /// granted scope holds it, and the account asked for is the token's own (R11, R12).
  func authorize(_ request: TokensAuthorize, _ answers: inout Answers) throws -> Authorization {
    do { return decide(request, try activeToken(request.token, &answers)) } catch let inactive as InactiveToken {
      return Authorization(allowed: false, reason: inactive.reason)
    }
  }

  private func decide(_ request: TokensAuthorize, _ token: ActiveToken) -> Authorization {
    let match = catalogue.matcher.match(method: request.method, host: request.host, path: request.path)
    guard case .permission(let permission, let pathAccount) = match else {
      return decision(token, nil, refusal: match.reason)
    }
    return decision(
      token, permission,
      refusal: refusal(of: permission, token)
        ?? foreignAccount([pathAccount, request.accountSid?.text], token.app.accountSid))
  }

  private func refusal(of permission: String, _ token: ActiveToken) -> String? {
    guard token.app.policy.permissions.allows(permission) else {
      return "the app's policy does not allow \(permission)"
    }
    guard token.scope.holds(permission) else { return "the token's scope does not hold \(permission)" }
    return nil
  }

  private func foreignAccount(_ asked: [String?], _ own: AccountSID) -> String? {
    asked.compactMap(\.self).contains { $0 != own.text }
      ? "the resource is another account's; the token is for \(own) alone" : nil
  }

  private func decision(_ token: ActiveToken, _ permission: String?, refusal: String?) -> Authorization {
    Authorization(
      allowed: refusal == nil, reason: refusal ?? "the token holds \(permission ?? "")", permission: permission,
      clientId: token.app.sid, accountSid: token.app.accountSid)
  }
}
