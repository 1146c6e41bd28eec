import ArgumentParser
import WireProtocol

/// The argument that tells where a token is.
struct TokenArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("- to read the token from standard input, or a file that holds it.", valueName: "token"),
    completion: .file())
  private var argument: String

  var source: InputSource { InputSource(argument: argument) }

  /// Refuses the token itself without repeating it.
  func validate() throws {
    guard !argument.hasPrefix("eyJ") else {
      throw ValidationError(
        """
        A token on the command line can be seen by every user of this host. \
        Give - and pass it on standard input, or give a file that holds it.
        """)
    }
  }

  func read(on host: Host) throws -> Sensitive {
    try source.readSensitive("the token", on: host)
  }
}
