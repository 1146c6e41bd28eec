import Permissions
import RPC
import WireProtocol

extension TokenIssuer {
  /// Allowed only if the credential is active, the request maps to a permission that it has, it is for the API (R20),
  /// and the account asked for is its own (R11, R12, R13).
  /// - Throws: `invalid_params` unless there is just one credential; `invalid_client` for a key that is not shown its
  ///   secret.
  func authorize(_ request: TokensAuthorize, _ answers: inout Answers) throws -> Authorization {
    switch (request.token, request.apiKey, request.secret) {
    case (let token?, nil, nil):
      do { return decide(request, try activeToken(token, &answers)) } catch let inactive as InactiveToken {
        return Authorization(allowed: false, reason: inactive.reason)
      }
    case (nil, let sid?, let secret?):
      let key = try authenticate(sid, secret, among: apiKeys, &answers).client
      guard key.status == .active else {
        return Authorization(allowed: false, reason: "the API key's account is \(key.status.rawValue)")
      }
      return decide(request, key)
    default: throw ServiceError.notOneCredential
    }
  }

  private func decide(_ request: TokensAuthorize, _ credential: some Credential) -> Authorization {
    let scope = request.tellScope == true ? credential.scopeText : nil
    let match = credential.known.catalogue.matcher.match(
      method: request.method, host: request.host, path: request.path)
    guard case .permission(let permission, let pathAccount) = match else {
      return decision(credential, nil, scope, refusal: match.reason)
    }
    return decision(
      credential, permission, scope,
      refusal: credential.refusal(of: permission)
        ?? otherAPI(request.resource, permission, credential)
        ?? foreignAccount([pathAccount, request.accountSid?.text], credential))
  }

  /// Where the API that asks is not the one that the request is of, or not one that the credential is for.
  private func otherAPI<C: Credential>(_ resource: String?, _ permission: String, _ credential: C) -> String? {
    guard let resource else { return nil }
    let api = ResourceIdentifier(trusted: resource)
    guard credential.known.api(of: permission) == api else { return "the request is not one of \(resource.quoted)" }
    return credential.isFor(api) ? nil : "the \(C.noun) is not for \(resource.quoted)"
  }

  private func foreignAccount<C: Credential>(_ asked: [String?], _ credential: C) -> String? {
    let own = credential.accountSid
    return asked.compactMap(\.self).contains { $0 != own.text }
      ? "the resource is another account's; the \(C.noun) is for \(own) alone" : nil
  }

  private func decision<C: Credential>(
    _ credential: C, _ permission: String?, _ scope: String?, refusal: String?
  ) -> Authorization {
    Authorization(
      allowed: refusal == nil, reason: refusal ?? "the \(C.noun) holds \(permission ?? "")", permission: permission,
      clientId: credential.clientID, accountSid: credential.accountSid, scope: scope)
  }
}

extension ServiceError {
  fileprivate static let notOneCredential = ServiceError(
    .invalidParams, "give one credential: either token, or api_key and secret", path: "token")
}
