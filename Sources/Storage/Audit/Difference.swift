import JSON
import WireProtocol

/// What a change has made of an object: the members, by the protocol's own encoding, that are not as they were.
struct Difference {
  /// The longest text that is told of a member, in Unicode scalars.
  static let longestText = 4096
  /// What changes with every change, or tells nothing that the entry does not.
  private static let unremarkable = ["date_created", "date_updated"]

  let members: [MemberChange]

  /// - Parameters:
  ///   - before: `nil` where there was nothing.
  ///   - after: `nil` where nothing is left.
  ///   - isPartial: Whether `after` has only what is to be changed.
  ///   - subject: What the entry tells already.
  init(
    from before: (any Encodable)?, to after: (any Encodable)?, isPartial: Bool = false, besides subject: Subject
  ) throws {
    let old = try Self.members(of: before)
    let new = try Self.members(of: after)
    var members: [MemberChange] = []
    func append(_ path: String, from former: String?, to present: String?) {
      guard !Self.unremarkable.contains(path), !subject.names(present ?? former ?? "") else { return }
      members.append(
        MemberChange(
          member: path, from: former?.shortened(to: Self.longestText), to: present?.shortened(to: Self.longestText)))
    }
    // An object has a few dozen members: to go through them costs less than a dictionary.
    for (path, text) in new {
      let former = old.first { $0.path == path }?.text
      if former != text { append(path, from: former, to: text) }
    }
    if !isPartial {
      for (path, text) in old where !new.contains(where: { $0.path == path }) { append(path, from: text, to: nil) }
    }
    self.members = members
  }

  /// The members of an object by their paths, those of the objects in it as well. Secrets are no members.
  private static func members(of object: (any Encodable)?) throws -> [(path: String, text: String)] {
    guard let object else { return [] }
    let json = try MessageWriter.json(object, omitsSecrets: true)
    let document = try JSONDocument(json, limits: JSONLimits(depth: ReceivedRequest.maximumDepth))
    return members(of: document.root, below: "")
  }

  private static func members(of value: JSONValue, below path: String) -> [(path: String, text: String)] {
    if value.isNull { return [] }
    if value.isObject {
      return value.children.flatMap { members(of: $0, below: path.isEmpty ? $0.name : "\(path).\($0.name)") }
    }
    return [(path, text(of: value))]
  }

  private static func text(of value: JSONValue) -> String {
    if let text = value.string { return text }
    guard value.isArray else { return String(decoding: value.text, as: UTF8.self) }
    return value.children.map(text).joined(separator: " ")
  }
}
