import RPC
import TestSupport
import Testing
import WireProtocol

/// The steps that the rules about sessions are told in.
extension World {
  /// The console on its own behalf.
  var console: Client { client(.appRegistry, from: .service(.console)) }

  /// A link for an operator, or for the user that it acts for.
  func link(as user: String? = nil) async throws -> SessionLink {
    try await client(.appRegistry, as: user).call(SessionsCreate())
  }

  /// Signs somebody in.
  func signIn(as user: String? = nil) async throws -> OpenedSession {
    let link = try await link(as: user)
    return try await console.call(SessionsRedeem(linkCode: link.linkCode))
  }

  func registry(in session: OpenedSession) -> Client { client(.appRegistry, in: session.session) }

  /// What a call in the session is refused with, `nil` where it works.
  func whoami(in session: OpenedSession) async throws -> String? {
    try await refusal { try await registry(in: session).call(UsersWhoami()) }
  }
}
