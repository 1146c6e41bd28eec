import Glibc
import SystemCalls
import WireProtocol

/// A file that systemd, or `oauthctl up`, hands to one service only (systemd.exec(5), Credentials).
enum Credential {
  private static let manual = "/usr/share/doc/oauth-apps/units/README.md"

  /// - Parameter directory: `nil` where none was passed, which systemd does where it has not found any credential.
  /// - Throws: ``StartError`` that tells which file is missing or can't be read. No key is ever made here: the old
  ///   one's secrets would die with it.
  static func read(_ name: String, of service: ServiceName, in directory: String?) throws(StartError) -> [UInt8] {
    guard let directory else {
      throw StartError(
        "credential \(name) was not passed; restore /etc/credstore.encrypted/\(service.executable).\(name), "
          + "or start this by systemd or by oauthctl up")
    }
    let path = "\(directory)/\(name)"
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileContent.read(path, limit: 1024) } catch {
      throw StartError(
        "credential \(path) can't be read: \(error.reason); restore it (under systemd "
          + "/etc/credstore.encrypted/\(service.executable).\(name); see 'A lost credential' in \(manual))")
    }
    guard bytes.count == ServiceDefinition.credentialLength else {
      throw StartError(
        "credential \(path) has \(bytes.count) bytes, not \(ServiceDefinition.credentialLength); restore it")
    }
    return bytes
  }

  /// The credential by that name before it was exchanged.
  /// - Returns: `nil` where none was passed, as nearly always.
  static func readFormer(_ name: String, of service: ServiceName, in directory: String?) throws(StartError) -> [UInt8]?
  {
    let former = name + ServiceDefinition.formerSuffix
    guard let directory, access("\(directory)/\(former)", F_OK) == 0 else { return nil }
    return try read(former, of: service, in: directory)
  }
}
