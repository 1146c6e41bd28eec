import ArgumentParser
import Backup
import Glibc
import WireProtocol

struct RestoreCommand: LocalCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Puts everything back as a backup has it, on this host or another.",
    discussion: """
      The whole file is read and checked before anything is changed. Then the services
      stop, all at once, until their state, keys and settings are in place. Files of the
      configuration that the backup does not have stay as they are.

      If it is interrupted after that, the services say that their databases are gone:
      run it again.

      Examples:
        sudo oauthctl restore oauth-apps.backup --dry-run
        sudo oauthctl restore oauth-apps.backup --replace
      """)

  @Argument(help: "The file that oauthctl backup has made.", completion: .file()) var file: String
  @OptionGroup var passphrase: PassphraseOption
  @OptionGroup var site: SiteOption
  @Flag(help: "Check the file, tell what it has, and change nothing.") var dryRun = false
  @Flag(help: "Give up the state that is here now.") var replace = false

  func run(on host: Host) async throws {
    let site = try site.site()
    guard dryRun || replace || !site.hasState else {
      throw UsageFault("there is state in \(site.state), which would be lost; give --replace, after a backup of it")
    }
    let passphrase = try await passphrase.read(on: host, isNew: false)
    if dryRun { return try await tell(read(passphrase, in: WorkDirectory(), host), host) }
    let lock = try lock(site)
    defer { lock?.release() }
    let work = try WorkDirectory(of: site)
    let restoration = try await read(passphrase, in: work, host)
    // Half done would be worse than late.
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_IGN) }
    try await restoration.put(into: site)
    // The checkpoints in the journal are those of the host's suite alone.
    if site == .host {
      host.logRestoration("the state of \(restoration.origin.date) was restored in \(site.state)")
    }
    try Restoration.start(site)
    try tell(restoration, host)
    try host.write(
      """
      Restored. What was changed later is undone: what was made since is gone, and what was revoked, rotated, disabled
      or deleted since works again. Tokens issued since hold until they expire, if their app and their signing key
      are in the backup.

      """)
  }

  /// Reads and checks the file. What was decrypted goes with the work directory, also if the process is told to end.
  private func read(_ passphrase: Sensitive, in work: WorkDirectory, _ host: Host) async throws -> Restoration {
    try await host.untilInterrupted { [file] in try await Restoration(of: file, passphrase: passphrase, in: work) }
  }

  /// Keeps `oauthctl up` out of its directory.
  private func lock(_ site: Site) throws -> DirectoryLock? {
    guard case .embedded(let directory) = site else { return nil }
    try PrivateDirectory.make(site.state)
    return try DirectoryLock(directory)
  }

  private func tell(_ restoration: Restoration, _ host: Host) throws {
    try host.write(restoration.summary)
    for warning in restoration.warnings { host.report("oauthctl: warning: \(warning.printable)\n") }
  }
}
