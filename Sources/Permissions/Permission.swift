/// What an app or a restricted key may be allowed to do, and the API requests that this covers (rules R12 and R13).
package struct Permission: Sendable, Equatable, Codable {
  /// `/namespace/product/resource/action`; the action `*` stands for all actions of the resource.
  package let name: String
  /// One line for people.
  package let description: String
  package let endpoints: [Endpoint]

  package init(name: String, description: String, endpoints: [Endpoint]) {
    self.name = name
    self.description = description
    self.endpoints = endpoints
  }

  /// The second part of the name, such as `messaging`; empty if the name is malformed.
  package var product: String {
    PermissionName(name)?.product ?? ""
  }

  private enum CodingKeys: String, CodingKey {
    case name = "permission"
    case description, endpoints
  }
}
