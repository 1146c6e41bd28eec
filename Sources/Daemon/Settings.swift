import Configuration
package import Logging
import SystemPackage

/// What an administrator may set: an environment variable `OAUTH_APPS_NAME`, or the member `name` of ``file``; the
/// variable wins.
package struct Settings: Sendable {
  package static let file = "/etc/oauth-apps/config.json"

  /// Where the sockets are.
  package let runtimeDirectory: String
  /// Which of several processes of a service this is.
  package let instance: String
  package let logLevel: Logger.Level
  /// Seconds without any connection after which a daemon exits; 0: never.
  package let idleTimeout: Int
  /// Directories of permission catalogues; a file in a later one overrides that of the same name in an earlier one.
  package let permissionDirectories: [String]
  /// RFC 8414 `issuer`, a token's `iss`.
  package let issuer: String
  /// A token's `aud` (RFC 9068).
  package let audience: String
  /// RFC 7518 name of the algorithm that new signing keys are for.
  package let signingAlgorithm: String
  /// Started by `oauthctl up`: the daemons share their user's id, which may then do everything.
  package let isEmbedded: Bool

  /// Reads the environment and the file.
  /// - Throws: ``SettingsError`` for a value out of bounds, or the reader's error for a file that is not a JSON object.
  package static func load() async throws -> Settings {
    try Settings(
      ConfigReader(providers: [
        EnvironmentVariablesProvider().prefixKeys(with: "oauth.apps"),
        try await FileProvider<JSONSnapshot>(filePath: FilePath(file), allowMissing: true),
      ]))
  }

  private init(_ reader: ConfigReader) throws {
    runtimeDirectory = reader.string(forKey: "runtime_dir", default: "/run/oauth-apps")
    instance = reader.string(forKey: "instance", default: "1")
    logLevel = try Self.choice(
      "log_level", reader.string(forKey: "log_level", default: "info"), of: Logger.Level.allCases.map(\.rawValue)
    ) {
      Logger.Level(rawValue: $0)
    }
    idleTimeout = try Self.seconds("idle_timeout", reader, default: 30)
    permissionDirectories = reader.string(
      forKey: "permissions_path", default: "/usr/share/oauth-apps/permissions:/etc/oauth-apps/permissions.d"
    ).split(separator: ":").map(String.init)
    issuer = reader.string(forKey: "issuer", default: "https://localhost")
    audience = reader.string(forKey: "audience", default: issuer)
    signingAlgorithm = reader.string(forKey: "signing_algorithm", default: "ES256")
    isEmbedded = try Self.flag("embedded", reader)
  }

  private static func seconds(_ name: String, _ reader: ConfigReader, default standard: Int) throws -> Int {
    guard let text = reader.string(forKey: ConfigKey(name)) ?? reader.int(forKey: ConfigKey(name)).map(String.init)
    else { return standard }
    guard let seconds = Int(text), (0...86_400).contains(seconds) else {
      throw SettingsError(name: name, value: text, expected: "0 to 86400 seconds")
    }
    return seconds
  }

  private static func flag(_ name: String, _ reader: ConfigReader) throws -> Bool {
    if let flag = reader.bool(forKey: ConfigKey(name)) { return flag }
    guard let text = reader.string(forKey: ConfigKey(name)) else { return false }
    throw SettingsError(name: name, value: text, expected: "true or false")
  }

  private static func choice<Value>(_ name: String, _ word: String, of words: [String], _ value: (String) -> Value?)
    throws -> Value
  {
    guard words.contains(word), let value = value(word) else {
      throw SettingsError(name: name, value: word, expected: "one of \(words.joined(separator: ", "))")
    }
    return value
  }
}

/// A setting that can't be used.
package struct SettingsError: Error, CustomStringConvertible {
  let name: String
  let value: String
  let expected: String

  package var description: String {
    "\(name) is \(String(reflecting: value)), expected \(expected); "
      + "it is set by OAUTH_APPS_\(name.uppercased()) or in \(Settings.file)"
  }
}
