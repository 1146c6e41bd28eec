import ArgumentParser

/// A command that asks services.
protocol ServiceCommand: ParsableCommand {
  var global: GlobalOptions { get }

  /// - Throws: `ServiceError` for a refusal, ``UsageFault`` for input that can't be sent, `ExitCode` where the answer
  ///   is no.
  func run(in session: Session) async throws
}
