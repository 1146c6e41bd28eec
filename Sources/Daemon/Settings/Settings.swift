package import Logging
package import WireProtocol

/// What an administrator may set: the environment variable `OAUTH_APPS_NAME`, or the member `name` of ``file``; the
/// variable wins.
package struct Settings: Sendable {
  package static let file = "/etc/oauth-apps/config.json"

  /// Where the sockets and the change pages are.
  package let runtimeDirectory: String
  package let logLevel: Logger.Level
  /// Seconds without any connection after which a daemon exits; 0: never.
  package let idleTimeout: Int
  /// Directories of permission catalogues; a file in a later one overrides that of the same name in an earlier one.
  package let permissionDirectories: [String]
  package let auditRetention: AuditRetention
  /// RFC 8414 `issuer`, a token's `iss`.
  package let issuer: String
  /// A token's `aud` (RFC 9068).
  package let audience: String
  /// Seconds for which a signing key signs before another takes its place.
  package let signingKeyPeriod: Int
  package let http: HTTPSettings
  /// What the management's own URLs begin with: that of a proxy, where it is not the issuer's origin.
  package let managementURL: String
  /// What links to the console begin with.
  package let consoleURL: String
  private let signingAlgorithm: (word: String, place: String)

  /// What holds where nothing is set, and while what is set can't be used.
  static let standard = Settings(file: SettingsSource(), environment: SettingsSource())

  /// - Throws: ``StartError`` that names the place, the fault and the cure.
  static func load(_ environment: [String: String], file: String = Settings.file) throws(StartError) -> Settings {
    Settings(file: try SettingsSource(file: file), environment: try SettingsSource(environment: environment))
  }

  private init(file: SettingsSource, environment: SettingsSource) {
    func value<Value>(_ member: KeyPath<Configuration, Value?>) -> Value? {
      environment.configuration[keyPath: member] ?? file.configuration[keyPath: member]
    }
    runtimeDirectory = value(\.runtimeDir)?.path ?? "/run/oauth-apps"
    logLevel = value(\.logLevel)?.level ?? .info
    idleTimeout = (value(\.idleTimeout) ?? .standard).value
    auditRetention = value(\.auditRetention) ?? .standard
    permissionDirectories =
      value(\.permissionsPath)?.directories ?? ["/usr/share/oauth-apps/permissions", "/etc/oauth-apps/permissions.d"]
    issuer = value(\.issuer)?.text ?? "https://localhost"
    audience = value(\.audience)?.text ?? issuer
    signingKeyPeriod = (value(\.signingKeyDays) ?? .standard).value * 86_400
    var http = HTTPSettings()
    http.trustedProxies = value(\.trustedProxies) ?? http.trustedProxies
    http.usesProxyProtocol = value(\.proxyProtocol) ?? false
    http.corsOrigins = value(\.corsOrigins) ?? http.corsOrigins
    http.writesAccessLines = value(\.accessLog) ?? false
    http.tlsCertificate = value(\.tlsCertificate)?.path
    http.tlsKey = value(\.tlsKey)?.path
    self.http = http
    managementURL = value(\.managementUrl)?.text ?? IssuerURL.origin(of: issuer)
    consoleURL = value(\.consoleUrl)?.text ?? "http://localhost:8444"
    let source = environment.configuration.signingAlgorithm == nil ? file : environment
    signingAlgorithm = (source.configuration.signingAlgorithm ?? "ES256", source.place("signing_algorithm"))
  }

  /// The algorithm that new signing keys are for, by its RFC 7518 name.
  /// - Throws: ``StartError`` for one that is not served.
  package func signingAlgorithm<Algorithm: RawRepresentable<String> & CaseIterable>(
    among type: Algorithm.Type
  ) throws(StartError) -> Algorithm {
    guard let algorithm = Algorithm(rawValue: signingAlgorithm.word) else {
      let served = Algorithm.allCases.map(\.rawValue).joined(separator: ", ")
      throw StartError(
        "\(signingAlgorithm.place): unknown value \(String(reflecting: signingAlgorithm.word)); one of \(served)")
    }
    return algorithm
  }
}
