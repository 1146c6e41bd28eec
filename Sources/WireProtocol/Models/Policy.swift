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
  private enum CodingKeys: String, CodingKey, CaseIterable { case allow, deny }
  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package init(from decoder: any Decoder) throws {
    for key in try decoder.container(keyedBy: AnyKey.self).allKeys where CodingKeys(stringValue: key.stringValue) == nil
    {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath + [key], debugDescription: "a policy has no such member; it takes allow, deny")
      )
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    allow = try container.decode([String].self, forKey: .allow)
    deny = try container.decodeIfPresent([String].self, forKey: .deny) ?? []
  }
}
