import ArgumentParser
import WireProtocol

/// The option that tells where the passphrase of a backup is.
struct PassphraseOption: ParsableArguments {
  @Option(
    name: .customLong("passphrase-file"),
    help: ArgumentHelp(
      "File that holds the passphrase, - for standard input (default: asked for at the terminal).", valueName: "file"),
    completion: .file(), transform: InputSource.init(argument:))
  var source: InputSource?

  /// - Parameter isNew: Whether it is asked for twice.
  /// - Throws: ``UsageFault`` where there is none.
  func read(on host: Host, isNew: Bool) throws -> Sensitive {
    if let source { return try source.readSensitive("the passphrase", on: host) }
    guard let passphrase = host.ask("Passphrase of the backup: ") else {
      throw UsageFault("no passphrase: there is no terminal to ask at; give --passphrase-file FILE")
    }
    guard !isNew || host.ask("The same again: ") == passphrase else { throw UsageFault("the two are not the same") }
    return try Sensitive(found: passphrase, "the passphrase", in: "what was typed")
  }
}
