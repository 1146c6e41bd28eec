import FoundationEssentials
import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Credentials that the gateway passes on") struct Credentials {
    private static let resources = URL(filePath: #filePath).deletingLastPathComponent().path + "/Resources"

    /// Asks the registry as a user of the host, with what that user claims to have been shown.
    private func ask<M: Method>(
      _ method: M, _ credential: CallerCredential?, as login: Login
    ) async throws -> Result<M.Reply, ServiceError> {
      let request = Request(
        id: .number(1), method: M.name, params: try MessageWriter.json(method), meta: Meta(credential: credential))
      let script = try await TestHost.shell("cat \(Self.resources)/question.py")
      let outcome = try await login.run(
        ["/usr/bin/python3", "-c", script, "/run/oauth-apps/\(ServiceName.appRegistry.socket)"],
        input: String(decoding: try request.encoded(), as: UTF8.self))
      switch try ReceivedReply(message: Array(outcome.output.utf8)).outcome {
      case .success(let result): return .success(try M.reply(result))
      case .failure(let error): return .failure(error)
      }
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
