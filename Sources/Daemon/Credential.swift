import FoundationEssentials
import Glibc

/// A file that systemd, or `oauthctl up`, hands to one service only (systemd.exec(5), Credentials).
enum Credential {
  /// - Throws: ``StartError`` that tells which file is missing. No key is ever made here: the old one's secrets would
  ///   die with it.
  static func read(_ name: String) throws -> [UInt8] {
    guard let directory = getenv("CREDENTIALS_DIRECTORY").map({ String(cString: $0) }) else {
      throw StartError("credential \(name) was not passed; start this by systemd or by oauthctl up")
    }
    guard let data = try? Data(contentsOf: URL(filePath: "\(directory)/\(name)")) else {
      throw StartError("credential \(directory)/\(name) can't be read; run scripts/install to make it")
    }
    return [UInt8](data)
  }
}

/// Why a daemon can't start.
struct StartError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
