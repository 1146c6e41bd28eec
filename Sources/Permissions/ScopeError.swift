/// A token was asked for with permissions that the policy does not allow.
package struct ScopeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// As requested, each once. They come from the peer and may hold any character.
  package let refused: [String]

  package init(refused: [String]) {
    self.refused = refused
  }

  package var description: String {
    "the policy does not allow \(refused.joined(separator: ", ")): ask for what it allows, or change the policy"
  }
}
