import RPC
import Storage
import WireProtocol

extension AppRegistry {
  var sessionRoutes: [Route] {
    sessionMethods.serve(
      SessionsCreate.served(by: createSession), SessionsRedeem.served(by: redeemSession),
      SessionsCheck.served { request, _ in try await self.sessionHolder(request.session, "meta.session") },
      SessionsList.served(by: listSessions), SessionsEnd.served(by: endSessions))
  }

  /// - Throws: `access_denied` to daemons, in a session, and to an operator that would be none at the next call.
  func createSession(_ request: SessionsCreate, _ call: Call) async throws -> SessionLink {
    guard call.sessionSid == nil else { throw ServiceError.sessionBegetsNone }
    let caller = try await caller(of: call)
    if case .operator(let peer) = caller, try await !isOperator(peer.userID) { throw ServiceError.notKnownAsOperator }
    let login = try await call.peer.lookUpLoginName()
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    let (sid, code) = (SessionSID.random(), SessionSecret.random())
    let kept = try await store.change(.noApp, once: once) { transaction in
      try SessionOwner(Principal(caller, in: transaction), call.peer)
    } write: { transaction, owner in
      try transaction.insertSession(
        sid, of: owner, uid: Int(call.peer.userID), login: login, provedBy: code.text(.link), at: now)
      return KeptSecret(sid, code, until: now + SessionTimes.link, for: once)
    }
    return SessionLink(
      sid: kept.sid, linkCode: kept.secret(for: once, code).text(.link), consoleUrl: consoleURL,
      dateExpires: kept.dateExpires)
  }

  /// - Throws: `invalid_session` for a link that is unknown, was used or has run out.
  func redeemSession(_ request: SessionsRedeem, _ call: Call) async throws -> OpenedSession {
    let now = clock()
    let once = try KeyedRequest(request, call, at: now)
    let secret = SessionSecret.random()
    let kept = try await store.change(.noApp, once: once) { transaction in
      guard let session = try transaction.session(.pending, provedBy: request.linkCode, at: now) else {
        throw ServiceError.invalidSession(path: "link_code")
      }
      if let user = session.userSid { call.note(actor: try transaction.user(user)) }
      return session
    } write: { transaction, session in
      try transaction.open(session, provedBy: secret.text(.session), at: now)
      return KeptSecret(session.sid, secret, until: now + SessionTimes.session, for: once)
    }
    call.note(kept.sid)
    let text = kept.secret(for: once, secret).text(.session)
    return OpenedSession(session: text, holder: try await sessionHolder(text, "link_code"))
  }

  func listSessions(_ request: SessionsList, _ call: Call) async throws -> Page<ConsoleSession> {
    let caller = try await caller(of: call)
    let now = clock()
    return try await store.read { transaction in
      let user = try SessionOwner(Principal(caller, in: transaction), call.peer).user
      let cursor = try transaction.cursor(
        size: request.pageSize, token: request.pageToken, of: "\(SessionsList.name) \(user?.text ?? "")")
      return try transaction.sessions(of: user, at: now, cursor)
    }
  }

  /// - Throws: `invalid_params` for two that are meant at a time; `not_found` for what a person may not see.
  func endSessions(_ request: SessionsEnd, _ call: Call) async throws -> NoContent {
    guard request.sid == nil || request.userSid == nil else { throw ServiceError.endsOneOrAll }
    let caller = try await caller(of: call)
    let named = request.userSid == nil ? request.sid ?? call.sessionSid : nil
    return try await store.change(.noApp, once: KeyedRequest(request, call, at: clock())) { transaction in
      let own = try SessionOwner(Principal(caller, in: transaction), call.peer)
      let ending = try transaction.ending(named, ofUser: request.userSid, for: own)
      try call.note(ending, in: transaction)
      return ending
    } write: { transaction, ending in
      switch ending {
      case .one(let sid): try transaction.endSession(sid)
      case .all(let owner): try transaction.endSessions(of: owner)
      }
      return NoContent()
    }
  }
}

/// What is to end.
private enum SessionEnding {
  case one(SessionSID)
  case all(of: SessionOwner)
}

extension Call {
  fileprivate func note(_ ending: SessionEnding, in transaction: Transaction) throws {
    switch ending {
    case .one(let sid): note(sid)
    case .all(let owner):
      if let user = owner.user { note(user) }
      if let newest = try transaction.newestSession(of: owner) { note(newest) } else { noteNothingChanged() }
    }
  }
}

extension Transaction {
  /// - Throws: `not_found`.
  fileprivate func ending(
    _ sid: SessionSID?, ofUser user: UserSID?, for caller: SessionOwner
  ) throws -> SessionEnding {
    if let sid {
      guard let session = try session(sid), caller.user == nil || caller.user == session.userSid else {
        throw ServiceError(
          .notFound, "there is no session \(sid), or it has ended; sessions.list shows those there are")
      }
      return .one(sid)
    }
    guard let user else { return .all(of: caller) }
    guard caller.user == nil || caller.user == user else {
      throw ServiceError(.notFound, "you may end your own sessions, not those of user \(user)")
    }
    return .all(of: .user(try self.user(user).sid))
  }
}

extension ServiceError {
  fileprivate static let sessionBegetsNone = ServiceError(
    .accessDenied, "a session makes no other; run oauthctl console again to sign in anew")

  fileprivate static let notKnownAsOperator = ServiceError(
    .accessDenied,
    "this process is an operator, but its user is not in group oauth-admin, so that a session could not be one; "
      + "sign in as a user that is")

  fileprivate static let endsOneOrAll = ServiceError(
    .invalidParams, "user_sid: give a session's sid or a user's user_sid, not both", path: "user_sid")
}
