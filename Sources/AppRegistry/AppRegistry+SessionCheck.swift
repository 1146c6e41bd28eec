package import RPC
import Storage
import WireProtocol

/// Whether a user of the host is an operator by now, whatever it was when it called last.
package typealias OperatorCheck = @Sendable (_ userID: UInt32) async throws -> Bool

extension AppRegistry {
  /// Whose a session is that a call was made in.
  package var sessionCheck: SessionCheck {
    { session, _ in try await sessionHolder(session, "meta.session") }
  }

  /// Finds out whose a session is, with the rights of this moment: its user must be there, the operator whose it is, or
  /// who acts in it as a user, must be one. Notes that it was used, at most once a minute.
  /// - Throws: `invalid_session`.
  func sessionHolder(_ secret: Sensitive, _ path: String) async throws -> SessionHolder {
    let now = clock()
    let found = try await store.read { transaction in
      try transaction.session(.open, provedBy: secret, at: now).map { session in
        (session, try session.userSid.map(transaction.user))
      }
    }
    guard let (session, user) = found else { throw ServiceError.invalidSession(path: path) }
    // Of a user that is not the login's own an operator has opened it.
    let isOwn = session.login != nil && session.login == user?.unixUser
    if !isOwn, let uid = UInt32(exactly: session.uid), try await !isOperator(uid) {
      throw ServiceError.invalidSession(path: path)
    }
    if session.dateLastUsed + SessionTimes.noting <= now {
      // It is noted the next time, or else ends too soon.
      try? await store.change(.noApp) { try $0.noteUse(of: session.sid, at: now) }
    }
    return SessionHolder(
      sid: session.sid, uid: session.uid, login: session.login, user: user, dateExpires: session.dateExpires)
  }
}
