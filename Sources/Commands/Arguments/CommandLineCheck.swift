import ArgumentParser
import WireProtocol

/// What the parser would take for something else than was meant is refused before it is parsed.
enum CommandLineCheck {
  static func run(_ arguments: [String]) throws(UsageFault) {
    for argument in arguments.prefix(while: { $0 != "--" }) { try requireOneOption(argument) }
    if arguments.first == "help" { try requireCommand(arguments.dropFirst()) }
  }

  /// The parser would find `-h` in `-harbour`, and say of what `-x` is for that it is missing.
  private static func requireOneOption(_ argument: String) throws(UsageFault) {
    guard argument.hasPrefix("-"), !argument.hasPrefix("--"), !["-", "-h"].contains(argument) else { return }
    throw UsageFault(
      "\(argument.quoted) is no option; for a name that begins with - write -- before the arguments that are no "
        + "options, for such a value of an option --option=\(argument)"
    )
  }

  /// The parser would show the help of what it knows, and ignore the rest.
  private static func requireCommand(_ names: ArraySlice<String>) throws(UsageFault) {
    var type: any ParsableCommand.Type = OAuthCtl.self
    for name in names where !name.hasPrefix("-") {
      guard let next = type.configuration.subcommands.first(where: { $0._commandName == name }) else {
        throw UsageFault("there is no command \(name.quoted) to help with; oauthctl --help lists them")
      }
      type = next
    }
  }
}
