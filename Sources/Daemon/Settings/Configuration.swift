import Logging
import WireProtocol

/// The settings that one source has, by the names that they have there (see ``Settings``).
struct Configuration: Decodable, Sendable {
  var issuer: IssuerURL?
  var audience: Audience?
  var signingAlgorithm: String?
  var idleTimeout: BoundedInteger<IdleTimeoutRule>?
  var permissionsPath: SearchPath?
  var logLevel: LogLevel?
  var runtimeDir: AbsolutePath?
  var auditRetention: AuditRetention?
  var signingKeyDays: BoundedInteger<SigningKeyDaysRule>?
  var trustedProxies: TrustedProxies?
  var proxyProtocol: Bool?
  var corsOrigins: OriginList?
  var accessLog: Bool?
  var tlsCertificate: AbsolutePath?
  var tlsKey: AbsolutePath?
  var managementUrl: IssuerURL?
  var consoleUrl: IssuerURL?
}

/// A key signs for longer than it is announced.
enum SigningKeyDaysRule: IntegerRule {
  static let bounds = 2...3650
  static let standard = 90
  static let unit = "days"
}

enum IdleTimeoutRule: IntegerRule {
  static let bounds = 0...86_400
  static let standard = 30
  static let unit = "seconds"
}

struct Audience: SettingText {
  static let form = "1 to 1024 characters, none of them a control character"
  static let sample = Audience(text: "https://localhost")
  let text: String
}

extension Audience {
  init?(reading text: String) {
    guard (1...1024).contains(text.unicodeScalars.count),
      text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { return nil }
    self.text = text
  }
}

struct LogLevel: SettingText {
  static let form = "one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))"
  static let sample = LogLevel(level: .info)
  let level: Logger.Level
}

extension LogLevel {
  init?(reading text: String) {
    guard let level = Logger.Level(rawValue: text) else { return nil }
    self.level = level
  }
}

struct AbsolutePath: SettingText {
  static let form = "an absolute path"
  static let sample = AbsolutePath(path: "/")
  let path: String
}

extension AbsolutePath {
  init?(reading text: String) {
    guard text.hasPrefix("/") else { return nil }
    path = text
  }
}

struct SearchPath: SettingText {
  static let form = "absolute paths with ':' between them"
  static let sample = SearchPath(directories: ["/"])
  let directories: [String]
}

extension SearchPath {
  init?(reading text: String) {
    directories = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard directories.allSatisfy({ $0.hasPrefix("/") }) else { return nil }
  }
}
