import WireProtocol

/// A reply of which one member is for its receiver alone: it is shown once, or kept in a file.
protocol SecretBearing: Detailed {
  /// The member's name on the wire.
  static var secretMember: String { get }
  /// `nil` where none was made.
  var newSecret: Sensitive? { get }
}

extension SecretBearing {
  /// All that may be on a screen for long.
  var openFields: [Field] { fields.filter { $0.name != Self.secretMember } }
}

extension CreatedApp: SecretBearing {
  static let secretMember = "secret"
  var newSecret: Sensitive? { secret }
}

extension CreatedAPIKey: SecretBearing {
  static let secretMember = "secret"
  var newSecret: Sensitive? { secret }
}

extension IssuedSecret: SecretBearing {
  static let secretMember = "secret"
  var newSecret: Sensitive? { secret }
}

extension TokenReply: SecretBearing {
  static let secretMember = "access_token"
  var newSecret: Sensitive? { accessToken }
}
