/// What an app or a restricted key may be allowed to do, and the API requests that this covers (rules R12 and R13).
package struct Permission: Sendable, Equatable {
  /// A ``PermissionName``; the action `*` of a path stands for all actions of the resource.
  package let name: String
  /// One line for people.
  package let description: String
  /// None where the API itself decides what the permission covers.
  package let endpoints: [Endpoint]

  package init(name: String, description: String, endpoints: [Endpoint] = []) {
    self.name = name
    self.description = description
    self.endpoints = endpoints
  }

  /// The second part of the name, such as `messaging`; empty if the name has no parts or is malformed.
  package var product: String {
    PermissionName(name)?.product ?? ""
  }
}
