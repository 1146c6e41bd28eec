/// What an app may do: permissions of the catalogue, `/namespace/product/resource/action`, or `.../*` for all actions
/// of a resource. `deny` beats `allow` (R12).
package struct Policy: Hashable, Sendable {
  package let allow: [String]
  package let deny: [String]

  package init(allow: [String], deny: [String] = []) {
    self.allow = allow
    self.deny = deny
  }
}

extension Policy: Codable {
  private enum CodingKeys: CodingKey { case allow, deny }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    allow = try container.decode([String].self, forKey: .allow)
    deny = try container.decodeIfPresent([String].self, forKey: .deny) ?? []
  }
}
