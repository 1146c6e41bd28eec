/// A permission of the catalogue and the API requests that it stands for.
package struct ListedPermission: Listed {
  package static let listName = "permissions"

  package let permission: String
  package let description: String
  package let endpoints: [ListedEndpoint]
  package let resource: String?

  package init(permission: String, description: String, endpoints: [ListedEndpoint], resource: String? = nil) {
    self.permission = permission
    self.description = description
    self.endpoints = endpoints
    self.resource = resource
  }
}

/// One kind of API request; `path` has parameters in braces.
package struct ListedEndpoint: Codable, Equatable, Sendable {
  package let method: String
  package let host: String
  package let path: String

  package init(method: String, host: String, path: String) {
    self.method = method
    self.host = host
    self.path = path
  }
}

/// Which permission a request needs.
package struct PermissionMatch: Codable, Equatable, Sendable {
  /// Missing where the request maps to none.
  package let permission: String?
  /// The account named in the request's path.
  package let accountSid: String?
  /// One sentence for people.
  package let reason: String

  package init(permission: String?, accountSid: String?, reason: String) {
    self.permission = permission
    self.accountSid = accountSid
    self.reason = reason
  }
}
