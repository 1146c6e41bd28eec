/// A person. What one may do hangs on the roles held in accounts.
package struct User: Listed {
  package static let listName = "users"

  package let sid: UserSID
  package let friendlyName: FriendlyName
  /// The login name by which the kernel's identity of a caller becomes this person.
  package let unixUser: String?
  package let dateCreated: Timestamp

  package init(sid: UserSID, friendlyName: FriendlyName, unixUser: String?, dateCreated: Timestamp) {
    self.sid = sid
    self.friendlyName = friendlyName
    self.unixUser = unixUser
    self.dateCreated = dateCreated
  }
}
