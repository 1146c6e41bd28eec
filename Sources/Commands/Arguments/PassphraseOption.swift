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
  /// - Throws: ``UsageFault`` where there is none; ``Interruption`` at Ctrl-C.
  func read(on host: Host, isNew: Bool) async throws -> Sensitive {
    if let source { return try source.readSensitive("the passphrase", on: host) }
    let answers = try await host.untilInterrupted {
      let passphrase = try await host.ask("Passphrase of the backup: ")
      return (passphrase, isNew && passphrase != nil ? try await host.ask("The same again: ") : passphrase)
    }
    guard let passphrase = answers.0 else {
      throw UsageFault("no passphrase: there is no terminal to ask at; give --passphrase-file FILE")
    }
    guard answers.1 == passphrase else { throw UsageFault("the two are not the same") }
    return try Sensitive(found: passphrase, "the passphrase", in: "what was typed")
  }
}
