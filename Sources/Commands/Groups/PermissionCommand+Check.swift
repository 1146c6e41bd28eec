import ArgumentParser
import Permissions
import WireProtocol

extension PermissionCommand {
  struct Check: LocalCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Checks catalogue files: each by itself, then all together.",
      discussion: """
        Nothing is installed and no service is asked. A fault is told with its line,
        its column and what to do. The exit status is 1 if there is any.

        Example:
          oauthctl permission check own.json \\
            /usr/share/oauth-apps/permissions/*.json
        """)

    @Argument(help: ArgumentHelp("Catalogue files.", valueName: "file"), completion: .file()) var files: [String]

    func run(on host: Host) throws {
      var faults = 0
      for file in files { faults += try check([file], as: file, on: host) }
      if faults == 0, files.count > 1 { faults += try check(files, as: "together", on: host) }
      if faults > 0 { throw ExitCode(ExitStatus.refused.rawValue) }
    }

    /// - Returns: How many faults were found: the first, or none.
    private func check(_ files: [String], as name: String, on host: Host) throws -> Int {
      let catalogue: Catalogue
      do throws(CatalogueError) { catalogue = try Catalogue(files: files) } catch {
        host.report("oauthctl: \(error.description.printable)\n")
        return 1
      }
      try host.write("\(name.printable): \(catalogue.summary)\n")
      return 0
    }
  }
}
