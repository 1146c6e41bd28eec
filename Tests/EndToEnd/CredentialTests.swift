import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Credentials that the gateway passes on") struct Credentials {
    private func ask<M: Method>(
      _ method: M, _ credential: CallerCredential?, as login: Login
    ) async throws -> Result<M.Reply, ServiceError> {
      try await login.ask(method, Meta(credential: credential))
    }

    @Test("The gateway's user has the rights of a credential that works and no other; nobody else passes one on")
    func gateway() async throws {
      try await Login.stranger.enrol()
      let scene = try await Scene()
      let key = try await Login.root.ask(
        CreatedAPIKey.self, "key", "create", "Manager", "--account", scene.account.sid.text, "--main")
      let credential = CallerCredential.apiKey(key.apiKey.sid, secret: key.secret)
      let gateway = Login.daemon(.gateway)
      #expect(try await ask(AppsList(), credential, as: gateway).get().items.map(\.sid) == [scene.app.sid])
      let token = CallerCredential.token(try await scene.issue().accessToken)
      for (credential, login, code) in [
        (nil, gateway, ErrorCode.accessDenied), (credential, .root, .accessDenied),
        (credential, .stranger, .accessDenied), (credential, .daemon(.tokenIssuer), .accessDenied),
        (.apiKey(key.apiKey.sid, secret: Sensitive("wrong")), gateway, .invalidClient), (token, gateway, .accessDenied),
      ] as [(CallerCredential?, Login, ErrorCode)] {
        let error = await #expect(throws: ServiceError.self) {
          try await ask(AppsGet(sid: scene.app.sid), credential, as: login).get()
        }
        #expect(error?.code == code, "\(login)")
      }
    }
  }
}
