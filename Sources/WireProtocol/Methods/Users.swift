/// People.
package let userMethods = Interface(
  UsersCreate.self, UsersGet.self, UsersList.self, UsersUpdate.self, UsersDelete.self, UsersWhoami.self)

package struct UsersCreate: Method {
  package typealias Reply = User
  package static let name = "users.create"
  package static let summary = "Creates a user."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("created user \(.user)")
  package static let errors: [KnownErrorCode] = [.alreadyExists]
  package static let example = Example(UsersCreate(friendlyName: .init(trusted: "Ada"), unixUser: "ada"), .example)

  package let friendlyName: FriendlyName
  package let unixUser: String?

  package static let notes = [
    "friendly_name": "Unique among users, their login names included; it must not read as a SID.",
    "unix_user": """
    Login name: 1 to 32 of `A-Z a-z 0-9 . _ -`, a letter or `_` first, perhaps a `$` last; unique as the name is. A \
    caller with this name is this user.
    """,
  ]

  package init(friendlyName: FriendlyName, unixUser: String? = nil) {
    self.friendlyName = friendlyName
    self.unixUser = unixUser
  }
}

package struct UsersGet: Method {
  package typealias Reply = User
  package static let name = "users.get"
  package static let summary = "Shows a user."
  package static let access: Callers = [.operators]
  package static let effect = Effect.reads
  package static let errors: [KnownErrorCode] = [.notFound]
  package static let example = Example(UsersGet(sid: .sample), .example)

  package let sid: UserSID

  package init(sid: UserSID) {
    self.sid = sid
  }
}

package struct UsersList: Method {
  package typealias Reply = Page<User>
  package static let name = "users.list"
  package static let summary = "Lists the users."
  package static let access: Callers = [.operators]
  package static let effect = Effect.reads
  package static let example = Example(UsersList(), Page([.example]))

  package let pageSize: PageSize?
  package let pageToken: String?

  package init(pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct UsersUpdate: Method {
  package typealias Reply = User
  package static let name = "users.update"
  package static let summary = "Changes what is given of a user and leaves the rest."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("changed user \(.user)")
  package static let errors: [KnownErrorCode] = [.notFound, .alreadyExists]
  package static let example = Example(UsersUpdate(sid: .sample, unixUser: "ada"), .example)

  package let sid: UserSID
  package let friendlyName: FriendlyName?
  package let unixUser: String?

  package static let notes = [
    "friendly_name": "As in `users.create`. Apps go on telling the name that their creator had.",
    "unix_user": "As in `users.create`: from now on whoever has this login name is the user. Empty: nobody is.",
  ]

  package init(sid: UserSID, friendlyName: FriendlyName? = nil, unixUser: String? = nil) {
    self.sid = sid
    self.friendlyName = friendlyName
    self.unixUser = unixUser
  }
}

package struct UsersWhoami: Method {
  package typealias Reply = Identification
  package static let name = "users.whoami"
  package static let summary = "Tells as whom the registry knows the caller, and what that may manage."
  package static let access: Callers = [.operators, .people]
  package static let effect = Effect.reads
  package static let example = Example(
    UsersWhoami(), Identification(isOperator: false, user: .example, roles: [.example]))

  package init() {}
}

package struct UsersDelete: Method {
  package typealias Reply = NoContent
  package static let name = "users.delete"
  package static let summary = "Deletes a user and the roles it holds; the apps it created go on (R6)."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("deleted user \(.user)")
  package static let takesAway = true
  package static let errors: [KnownErrorCode] = [.notFound]
  package static let example = Example(UsersDelete(sid: .sample), NoContent())

  package let sid: UserSID

  package init(sid: UserSID) {
    self.sid = sid
  }
}
