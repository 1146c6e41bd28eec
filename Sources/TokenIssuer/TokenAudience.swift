import Permissions

/// The APIs that a token is for, which is its `aud`. Tokens for the same share one.
final class TokenAudience: Sendable {
  /// As they were asked for.
  let texts: [String]
  /// Those of them that there are now.
  private let apis: Set<ResourceIdentifier>

  /// - Parameter known: Whether there is an API of this name.
  init(_ texts: [String], known: (ResourceIdentifier) -> Bool) {
    self.texts = texts
    apis = Set(texts.lazy.map(ResourceIdentifier.init(trusted:)).filter(known))
  }

  /// Whether a token for them is worth nothing.
  var isNobody: Bool { apis.isEmpty }

  func has(_ api: ResourceIdentifier) -> Bool { apis.contains(api) }
}

// By identity: tokens for the same share one.
extension TokenAudience: Hashable {
  static func == (left: TokenAudience, right: TokenAudience) -> Bool { left === right }

  func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}
