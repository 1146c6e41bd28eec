/// People.
package let userMethods = Interface(
  UsersCreate.self, UsersGet.self, UsersList.self, UsersDelete.self)

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
    "unix_user": """
    Login name: 1 to 32 of letters, digits, `.`, `_` and `-`, the first a letter or `_`, the last possibly `$`. A caller \
    with this name is this user.
    """
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

package struct UsersDelete: Method {
  package typealias Reply = NoContent
  package static let name = "users.delete"
  package static let summary = "Deletes a user and the roles it holds; the apps it created go on (R6)."
  package static let access: Callers = [.operators]
  package static let effect = Effect.changes("deleted user \(.user)")
  package static let errors: [KnownErrorCode] = [.notFound]
  package static let example = Example(UsersDelete(sid: .sample), NoContent())

  package let sid: UserSID

  package init(sid: UserSID) {
    self.sid = sid
  }
}
