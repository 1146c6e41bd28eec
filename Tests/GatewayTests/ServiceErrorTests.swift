import JSON
import TestSupport
import Testing
import WireProtocol

/// What a client is told of an error of a service.
@Suite struct ServiceErrorTests {
  private static let reason = #"scope: the app does not allow "/x"\u{1B}"#

  @Test(
    "RFC 6749 5.2, RFC 9110 15: each error of the issuer has its status; a fault is told without detail",
    arguments: [
      (ErrorCode.invalidClient, 401, "invalid_client", false), (.unauthorizedClient, 400, "unauthorized_client", false),
      (.unsupportedGrantType, 400, "unsupported_grant_type", false), (.invalidScope, 400, "invalid_scope", false),
      (.invalidTarget, 400, "invalid_target", false), (.invalidParams, 400, "invalid_request", false),
      (.invalidRequest, 400, "invalid_request", false), (.tooManyRequests, 429, "temporarily_unavailable", true),
      (.unavailable, 503, "temporarily_unavailable", true), (.deadlineExceeded, 503, "temporarily_unavailable", true),
      (.internalError, 500, "server_error", false), (.methodNotFound, 500, "server_error", false),
      (ErrorCode(number: -1, symbol: "of_a_later_release"), 400, "invalid_request", false),
    ])
  func mapping(code: ErrorCode, status: Int, error: String, isForLater: Bool) async throws {
    let issuer = try PlayedService()
    try await TestGateway.run(issuer: issuer.path) { gateway in
      let field = String.basic(AppSID.sample.text, "secret")
      async let asked = gateway.connect().exchange(
        .form("/v2/token", "grant_type=client_credentials", fields: ["Authorization": field]))
      let connection = try await issuer.listener.accept()
      let request = try ReceivedRequest(message: Array(try #require(try await connection.receive()).utf8))
      let refusal = Reply(id: request.id, .failure(ServiceError(code, Self.reason)))
      try await connection.send(String(decoding: refusal.encoded(), as: UTF8.self))
      let reply = try await asked
      try expectRefusal(reply, status, error)
      #expect(reply["retry-after"] == (isForLater ? "1" : nil))
      #expect(reply.text.contains("the app does not allow") == (status != 500), "\(reply.text)")
    }
  }
}
