import WireProtocol

extension Int {
  /// Seconds, as people say them: "2 hours".
  var duration: String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")]
    guard let (size, name) = units.first(where: { self >= $0.0 && self % $0.0 == 0 }) else { return "\(self) seconds" }
    return "\(self / size) \(name)\(self == size ? "" : "s")"
  }

  func counted(_ noun: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}

extension AppStatus {
  var badge: HTML {
    switch self {
    case .active: .badge("active", .good)
    case .disabled: .badge("disabled", .warning)
    case .suspended: .badge("account suspended", .warning)
    case .closed: .badge("account closed", .bad)
    }
  }
}

extension AccountStatus {
  var badge: HTML {
    switch self {
    case .active: .badge("active", .good)
    case .suspended: .badge("suspended", .warning)
    case .closed: .badge("closed", .bad)
    }
  }
}

extension SecretStatus {
  var badge: HTML {
    switch self {
    case .active: .badge("works", .good)
    case .expired: .badge("expired")
    case .revoked: .badge("revoked", .bad)
    }
  }
}

extension Role {
  /// What it means for apps (R3, R11).
  var meaning: String {
    switch self {
    case .owner, .administrator: "manages apps, here and in subaccounts, and who has which role"
    case .developer: "manages apps of this account"
    case .support, .billingManager: "has no access to apps"
    }
  }
}

extension TokenEndpointAuthMethod {
  var words: String {
    switch self {
    case .clientSecretBasic: "by its secret, in the head of the request (client_secret_basic)"
    case .clientSecretPost: "by its secret, in the body of the request (client_secret_post)"
    case .privateKeyJWT: "by a key of its own (private_key_jwt)"
    }
  }
}
