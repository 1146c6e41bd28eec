import Permissions
import RPC
import WireProtocol

extension TokenIssuer {
  /// Allowed only if the token is active, the request maps to a permission that the app's policy allows now, the
  /// granted scope holds it, the token is for its API (R20), and the account asked for is the token's own (R11, R12).
  func authorize(_ request: TokensAuthorize, _ answers: inout Answers) throws -> Authorization {
    do { return decide(request, try activeToken(request.token, &answers)) } catch let inactive as InactiveToken {
      return Authorization(allowed: false, reason: inactive.reason)
    }
  }

  private func decide(_ request: TokensAuthorize, _ token: ActiveToken) -> Authorization {
    let match = token.app.policy.known.catalogue.matcher.match(
      method: request.method, host: request.host, path: request.path)
    guard case .permission(let permission, let pathAccount) = match else {
      return decision(token, nil, refusal: match.reason)
    }
    return decision(
      token, permission,
      refusal: refusal(of: permission, token) ?? otherAPI(request.resource, permission, token)
        ?? foreignAccount([pathAccount, request.accountSid?.text], token.app.accountSid))
  }

  private func refusal(of permission: String, _ token: ActiveToken) -> String? {
    guard token.app.policy.permissions.allows(permission) else {
      return "the app's policy does not allow \(permission)"
    }
    // A scope holds only what is for the token's audience, so what is known needs no other look (R20).
    guard token.scope.holds(permission) else {
      let api = token.app.policy.known.api(of: permission)
      return token.audience.has(api)
        ? "the token's scope does not hold \(permission)"
        : "the token is not for \(api.text), whose permission is \(permission)"
    }
    return nil
  }

  /// Where the API that asks is not the one that the request is of, or not one that the token is for.
  private func otherAPI(_ resource: String?, _ permission: String, _ token: ActiveToken) -> String? {
    guard let resource else { return nil }
    let api = ResourceIdentifier(trusted: resource)
    guard token.app.policy.known.api(of: permission) == api else {
      return "the request is not one of \(resource.quoted)"
    }
    return token.audience.has(api) ? nil : "the token is not for \(resource.quoted)"
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
