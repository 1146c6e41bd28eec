/// Who owns apps. A subaccount names its parent; there is one level of them (R11).
package struct Account: Listed {
  package static let listName = "accounts"

  package let sid: AccountSID
  package let friendlyName: FriendlyName
  package let type: AccountType
  package let status: AccountStatus
  package let parentSid: AccountSID?
  package let dateCreated: Timestamp
  package let dateUpdated: Timestamp

  package init(
    sid: AccountSID, friendlyName: FriendlyName, type: AccountType, status: AccountStatus, parentSid: AccountSID?,
    dateCreated: Timestamp, dateUpdated: Timestamp
  ) {
    self.sid = sid
    self.friendlyName = friendlyName
    self.type = type
    self.status = status
    self.parentSid = parentSid
    self.dateCreated = dateCreated
    self.dateUpdated = dateUpdated
  }
}

/// What the account is billed as. It restricts nothing (R2).
package enum AccountType: String, Choice {
  case trial, full
}

/// R15: only an active account's apps get tokens, and only its tokens are active. Closed is final.
package enum AccountStatus: String, Choice {
  case active, suspended, closed
}
