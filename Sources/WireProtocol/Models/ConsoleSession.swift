/// Somebody who is signed in at the console.
package struct ConsoleSession: Listed {
  package static let listName = "sessions"

  package let sid: SessionSID
  package let uid: Int
  package let login: String?
  package let userSid: UserSID?
  package let dateCreated: Timestamp
  package let dateLastUsed: Timestamp
  package let dateExpires: Timestamp

  package init(
    sid: SessionSID, uid: Int, login: String?, userSid: UserSID?, dateCreated: Timestamp, dateLastUsed: Timestamp,
    dateExpires: Timestamp
  ) {
    self.sid = sid
    self.uid = uid
    self.login = login
    self.userSid = userSid
    self.dateCreated = dateCreated
    self.dateLastUsed = dateLastUsed
    self.dateExpires = dateExpires
  }
}

/// What a link to the console is made of.
package struct SessionLink: Codable, Equatable, Sendable {
  package let sid: SessionSID
  package let linkCode: Sensitive
  package let consoleUrl: String
  package let dateExpires: Timestamp

  package init(sid: SessionSID, linkCode: Sensitive, consoleUrl: String, dateExpires: Timestamp) {
    self.sid = sid
    self.linkCode = linkCode
    self.consoleUrl = consoleUrl
    self.dateExpires = dateExpires
  }
}

/// A session that has just begun.
package struct OpenedSession: Codable, Equatable, Sendable {
  package let session: Sensitive
  package let holder: SessionHolder

  package init(session: Sensitive, holder: SessionHolder) {
    self.session = session
    self.holder = holder
  }
}

/// By whose rights the calls of a session are made.
package struct SessionHolder: Codable, Equatable, Sendable {
  package let sid: SessionSID
  package let uid: Int
  package let login: String?
  package let user: User?
  package let dateExpires: Timestamp

  package init(sid: SessionSID, uid: Int, login: String?, user: User?, dateExpires: Timestamp) {
    self.sid = sid
    self.uid = uid
    self.login = login
    self.user = user
    self.dateExpires = dateExpires
  }
}

extension ConsoleSession: Noted {
  package static let notes = [
    "uid": "Of the process that asked for the session.", "login": "The login name of `uid`.",
    "user_sid": "The user that is signed in; missing of an operator.",
    "date_last_used": "Within a minute.",
    "date_expires": "It ends then, or sooner: when it has not been used for 30 minutes.",
  ]
}

extension SessionLink: Noted {
  package static let notes = [
    "sid": "The session's public name.",
    "link_code": "Works once, until `date_expires`, at `/enter?code=` of the console.",
    "console_url": "What the link begins with.",
  ]
}

extension OpenedSession: Noted {
  package static let notes = ["session": "Sent as `meta.session` with each call. Not shown again (R14)."]
}

extension SessionHolder: Noted {
  package static let notes = [
    "sid": "The session's public name.", "uid": "Of the process that asked for the session.",
    "login": "The login name of `uid`.", "user": "Missing of an operator, who may do everything.",
  ]
}

extension SessionHolder {
  package static let example = SessionHolder(
    sid: .sample, uid: 1000, login: "ada", user: .example, dateExpires: .example + 28_800)
}

extension ConsoleSession {
  package static let example = ConsoleSession(
    sid: .sample, uid: 1000, login: "ada", userSid: .sample, dateCreated: .example, dateLastUsed: .example + 60,
    dateExpires: .example + 28_800)
}
