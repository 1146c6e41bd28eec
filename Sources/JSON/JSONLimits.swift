/// What a reader takes of the JSON that RFC 8259 allows.
package struct JSONLimits: Sendable {
  /// Deepest nesting of arrays and objects.
  let depth: Int
  /// Most members of one object. Counted only where names may not repeat.
  let members: Int
  /// Most values that a document may have, those in arrays and objects included.
  let values: Int
  /// Whether an object may have a name twice, of which RFC 8259 section 4 only says that it should not.
  let allowsRepeatedNames: Bool

  package init(
    depth: Int, members: Int = .max, values: Int = .max, allowsRepeatedNames: Bool = false
  ) {
    self.depth = depth
    self.members = members
    self.values = values
    self.allowsRepeatedNames = allowsRepeatedNames
  }
}
