import WireProtocol

/// A reply of which one member is for its receiver alone: it is shown once, or kept in a file.
protocol SecretBearing: Detailed {
  /// The member's name on the wire.
  static var secretMember: String { get }
  var secret: Sensitive { get }
}

extension SecretBearing {
  /// All that may be on a screen for long.
  var openFields: [Field] { fields.filter { $0.name != Self.secretMember } }
}

extension CreatedApp: SecretBearing {
  static let secretMember = "secret"
}

extension CreatedAPIKey: SecretBearing {
  static let secretMember = "secret"
}

extension IssuedSecret: SecretBearing {
  static let secretMember = "secret"
}

extension TokenReply: SecretBearing {
  static let secretMember = "access_token"
  var secret: Sensitive { accessToken }
}
