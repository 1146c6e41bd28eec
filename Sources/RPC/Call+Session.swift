package import WireProtocol

/// Tells whose a session is, as it stands now. Throws `invalid_session` for one that does not work.
package typealias SessionCheck = @Sendable (_ session: Sensitive, _ call: Call) async throws -> SessionHolder

extension Call {
  /// The call by the rights of who is signed in, as if the process that asked for the session made it: as an operator,
  /// or for the session's user.
  func made(by holder: SessionHolder) -> Call {
    let callers: Callers = holder.user == nil ? [.anyone, .people, .operators] : [.anyone, .people]
    var call = self
    call.peer = Peer(processID: peer.processID, userID: UInt32(clamping: holder.uid), callers: callers) { holder.login }
    call.actingUser = holder.user?.sid.text
    call.session = nil
    call.sessionSid = holder.sid
    note(session: holder)
    return call
  }
}

extension ServiceError {
  /// The same whatever is wrong with it.
  package static func invalidSession(path: String) -> ServiceError {
    ServiceError(
      .invalidSession,
      "\(path): it does not work, or does no longer; oauthctl console makes a link to sign in by", path: path)
  }
}
