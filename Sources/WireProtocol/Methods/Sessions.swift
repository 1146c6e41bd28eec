/// Sessions of the console. Who signs in there has shown to the kernel who it is, by asking for a link on this host. The
/// console sends the session with each call, which then has the rights that its user has at that moment.
package let sessionMethods = Interface(
  SessionsCreate.self, SessionsRedeem.self, SessionsCheck.self, SessionsList.self, SessionsEnd.self)

package struct SessionsCreate: Method {
  package typealias Reply = SessionLink
  package static let name = "sessions.create"
  package static let summary = """
    Makes a link by which a browser is signed in at the console as the caller: it works once, for 60 s. It is for the \
    operator, or the person, that the kernel knows the caller as, or for the `acting_user`. The newest 4 links of a \
    user work, and its newest 16 sessions.
    """
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes("made a link to the console for session \(.session)")
  package static let example = Example(
    SessionsCreate(),
    SessionLink(
      sid: .sample, linkCode: .linkExample, consoleUrl: "http://localhost:8444", dateExpires: .example + 60))

  package init() {}
}

package struct SessionsRedeem: Method {
  package typealias Reply = OpenedSession
  package static let name = "sessions.redeem"
  package static let summary = """
    Begins the session that a link is for. It lives for 8 hours, and ends when it has not been used for 30 minutes, is \
    ended, its user is deleted or gets another login name, or its operator is none any more.
    """
  package static let access: Callers = [.service(.console)]
  package static let effect = Effect.changes("began session \(.session)")
  package static let errors: [KnownErrorCode] = [.invalidSession]
  package static let example = Example(
    SessionsRedeem(linkCode: .linkExample),
    OpenedSession(session: .sessionExample, holder: .example))

  package let linkCode: Sensitive

  package init(linkCode: Sensitive) {
    self.linkCode = linkCode
  }
}

package struct SessionsCheck: Method {
  package typealias Reply = SessionHolder
  package static let name = "sessions.check"
  package static let summary = "Tells a service by whose rights a call is made that the console has sent it."
  package static let access: Callers = [.service(.tokenIssuer), .service(.gateway)]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.invalidSession]
  package static let example = Example(SessionsCheck(session: .sessionExample), .example)

  package let session: Sensitive

  package init(session: Sensitive) {
    self.session = session
  }
}

package struct SessionsList: Method {
  package typealias Reply = Page<ConsoleSession>
  package static let name = "sessions.list"
  package static let summary = "Lists who is signed in at the console: an operator all sessions, a person its own."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
  package static let example = Example(SessionsList(), Page([.example]))

  package let pageSize: PageSize?
  package let pageToken: String?

  package init(pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct SessionsEnd: Method {
  package typealias Reply = NoContent
  package static let name = "sessions.end"
  package static let summary = """
    Ends a session, or all of a user with the links that were not used yet. Without parameters: the session that the \
    call is made in, or else all of the caller's own.
    """
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.changes(
    "ended sessions of the console, the newest \(.session)\(" of user ", ifTold: .user)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.notFound]
  package static let example = Example(SessionsEnd(sid: .sample), NoContent())

  package let sid: SessionSID?
  package let userSid: UserSID?

  package static let notes = [
    "sid": "This session. A person may end its own, an operator any.",
    "user_sid": "All sessions of this user.",
  ]

  package init(sid: SessionSID? = nil, userSid: UserSID? = nil) {
    self.sid = sid
    self.userSid = userSid
  }
}

extension Sensitive {
  fileprivate static let linkExample = Sensitive("oal_7Qm0vN5uJw1yXb3cK8rTzP2dF6gH4sLaE9iUoYkVxBM")
  fileprivate static let sessionExample = Sensitive("oas_Zt4hW8kDq2sRn6vBc0yXe1mUj9aPf5gLo3iKzTxVwYE")
}
