import Glibc
import SystemCalls
import WireProtocol

/// A site keeps a credential in the clear, for its owner alone, or encrypted with the key of the host
/// (systemd-creds(1)).
extension Site {
  /// Bytes that a credential may have.
  private static let longestCredential = 1024
  private static let tool = "/usr/bin/systemd-creds"

  func credential(_ name: String, of service: ServiceName) -> String {
    switch self {
    case .host: "/etc/credstore.encrypted/\(service.executable).\(name)"
    case .embedded(let directory): "\(directory)/credentials/\(service.rawValue)/\(name)"
    }
  }

  /// - Returns: `nil` where there is none.
  func readCredential(_ name: String, of service: ServiceName) throws -> [UInt8]? {
    let path = credential(name, of: service)
    guard access(path, F_OK) == 0 else { return nil }
    guard self == .host else { return try FileContent.read(path, limit: Self.longestCredential) }
    return try Tool.run(Self.tool, ["--quiet", "decrypt", "--name=\(name)", path, "-"])
  }

  /// What a credential's file is to have.
  func wrapped(_ credential: [UInt8], _ name: String) throws -> [UInt8] {
    guard self == .host else { return credential }
    return try Tool.run(
      Self.tool, ["--quiet", "encrypt", "--with-key=host", "--name=\(name)", "-", "-"], input: credential)
  }
}

extension ServiceName {
  /// The names of all credentials that the service may have, those from before an exchange too.
  var credentialNames: [String] {
    definition.credentials + definition.exchangedCredentials.map { $0 + ServiceDefinition.formerSuffix }
  }
}
