import Foundation

/// A directory of its own that goes when its owner goes. Its path is short enough for a socket's name.
package final class TemporaryDirectory: Sendable {
  package let path: String

  package init(in parent: String = "/tmp") throws {
    path = "\(parent)/oauth-apps-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
