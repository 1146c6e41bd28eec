/// The permission catalogue.
package let permissionMethods = Interface(
  PermissionsList.self, PermissionsMatch.self)

package struct PermissionsList: Method {
  package typealias Reply = Page<ListedPermission>
  package static let name = "permissions.list"
  package static let summary = "Lists the permissions of the catalogue."
  package static let access: Callers = [.anyone]
  package static let effect = Effect.reads
  package static let example = Example(PermissionsList(product: "messaging"), Page([.example]))

  package let product: String?
  package let pageSize: PageSize?
  package let pageToken: String?

  package static let notes = ["product": "Only those of this product, the second part of a permission's name."]

  package init(product: String? = nil, pageSize: PageSize? = nil, pageToken: String? = nil) {
    self.product = product
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

package struct PermissionsMatch: Method {
  package typealias Reply = PermissionMatch
  package static let name = "permissions.match"
  package static let summary = "Tells which permission an API request needs (R12)."
  package static let access: Callers = [.anyone]
  package static let effect = Effect.reads
  package static let example = Example(
    PermissionsMatch(
      method: "GET", host: "api.twilio.com", path: "/2010-04-01/Accounts/\(AccountSID.sample)/Messages.json"), .example)

  package let method: String
  package let host: String?
  package let path: String

  package static let notes = [
    "method": "Of HTTP, in capitals. HEAD is taken for GET.",
    "host":
      "In any case, with or without a dot at its end. Without it those of the catalogue that know the path must agree.",
    "path": """
    The request target as it is sent, percent-encoded; a query is ignored. What servers might read in more than one \
    way is no request of the catalogue: `#`, `//`, `.` and `..`, `/` or `\\` within a segment, what is encoded twice, \
    and `;` where the catalogue has more than one template.
    """,
  ]

  package init(method: String, host: String? = nil, path: String) {
    self.method = method
    self.host = host
    self.path = path
  }
}
