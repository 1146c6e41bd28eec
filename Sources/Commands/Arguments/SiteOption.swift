import ArgumentParser
import Backup

/// The option that tells which suite is meant.
struct SiteOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("That of oauthctl up, in this directory (default: that of systemd).", valueName: "dir"),
    completion: .directory)
  var directory: String?

  /// - Throws: ``UsageFault`` for a path that is none.
  func site() throws -> Site {
    try directory.map { .embedded(directory: try PrivateDirectory.absolutePath($0)) } ?? .host
  }
}
