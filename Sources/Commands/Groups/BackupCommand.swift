import ArgumentParser
import Backup
import WireProtocol

struct BackupCommand: LocalCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Writes the state of all services, their keys and settings into one file.",
    discussion: """
      The services go on working: the file has what all of them had at one moment. It
      is encrypted with the passphrase, without which it is of no use to anybody.

      Examples:
        sudo oauthctl backup /root/oauth-apps.backup
        sudo oauthctl backup nightly.backup --passphrase-file /root/passphrase
        oauthctl backup demo.backup --directory ~/.local/state/oauth-apps
      """)

  @Argument(help: "The file to make, with mode 0600.", completion: .file()) var file: String
  @OptionGroup var passphrase: PassphraseOption
  @OptionGroup var site: SiteOption

  func run(on host: Host) async throws {
    let backup = try Backup(of: try site.site(), passphrase: try await passphrase.read(on: host, isNew: true))
    let (origin, warnings) = try await host.untilInterrupted { [file] in try backup.write(to: file) }
    try host.write("\(file.printable) has the state of \(origin.date).\n")
    for warning in warnings { host.report("oauthctl: warning: \(warning.printable)\n") }
  }
}
