import FoundationEssentials
import TestSupport

/// A Debian package in a file.
struct DebianPackage: Sendable {
  let path: String

  /// The one that scripts/test has made of this checkout.
  /// - Throws: ``NoPackage``.
  static var built: DebianPackage {
    get throws {
      guard let directory = ProcessInfo.processInfo.environment["OAUTH_TESTS_PACKAGE"],
        let name = try FileManager.default.contentsOfDirectory(atPath: directory)
          .first(where: { $0.hasPrefix("oauth-apps_") })
      else { throw NoPackage() }
      return DebianPackage(path: "\(directory)/\(name)")
    }
  }

  /// A later version of it.
  /// - Parameters:
  ///   - number: Tells versions apart; a greater one is a later version.
  ///   - change: A script that runs in the directory of the version's files.
  func successor(_ number: Int, in directory: TemporaryDirectory, _ change: String = "") async throws -> DebianPackage {
    let successor = DebianPackage(path: "\(directory.path)/\(number).deb")
    try await PristineHost.shell(
      """
      mkdir \(directory.path)/files
      cd \(directory.path)/files
      dpkg-deb --raw-extract \(path) .
      sed -i '/^Version:/s/$/.\(number)/' DEBIAN/control
      \(change)
      dpkg-deb --root-owner-group -Znone --build . \(successor.path)
      rm -r \(directory.path)/files
      """)
    return successor
  }

  /// As an administrator does it.
  func install() async throws -> (status: Int32, words: String) {
    try await Self.run(["apt-get", "install", "--yes", "--quiet", path])
  }

  /// What `apt-get` says is not all on standard error, what `dpkg` says is.
  static func run(_ command: [String]) async throws -> (status: Int32, words: String) {
    let ending = try await PristineHost.run(command)
    return (ending.status, ending.output + ending.errors)
  }

  /// What dpkg thinks of the package, such as `installed`.
  static func state() async throws -> String {
    try await PristineHost.shell("dpkg-query --show --showformat='${db:Status-Status}' oauth-apps")
  }
}

/// The tests would change the host that they run on: users, units, state.
struct NoPackage: Error, CustomStringConvertible {
  let description = """
    OAUTH_TESTS_PACKAGE names no directory with a package: this test needs one, and a host under systemd that may be \
    changed at will; run scripts/test as root, which makes both, or leave the test out with --skip PackageTests
    """
}
