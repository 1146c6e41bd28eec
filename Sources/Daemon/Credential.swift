import FoundationEssentials
import Glibc

/// A file that systemd, or `oauthctl up`, hands to one service only (systemd.exec(5), Credentials).
enum Credential {
  /// - Throws: ``StartError`` where no credentials were handed over at all.
  static func path(_ name: String) throws -> String {
    guard let directory = getenv("CREDENTIALS_DIRECTORY").map({ String(cString: $0) }) else {
      throw StartError("credential \(name) was not passed; start this by systemd or by oauthctl up")
    }
    return "\(directory)/\(name)"
  }

  /// - Throws: ``StartError`` that names the file that can't be read.
  static func read(_ name: String) throws -> [UInt8] {
    let path = try path(name)
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw StartError("credential \(path) can't be read; run scripts/install to make it")
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
