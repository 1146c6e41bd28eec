import ArgumentParser

/// A command that asks no service, so that options on how to ask mean nothing to it.
protocol LocalCommand: ParsableCommand {
  func run(on host: Host) async throws
}
