import ArgumentParser
import JSON

/// A command as it is declared, and those below it: what the parser tells of them where it is asked to.
struct CommandDescription {
  let name: String
  let abstract: String
  let discussion: String
  let arguments: [ArgumentDescription]
  let subcommands: [CommandDescription]

  /// All of `oauthctl`, without what is not shown in its help.
  static func ofOAuthCtl() throws -> CommandDescription {
    let document = try JSONDocument(Array(OAuthCtl._dumpHelp().utf8), limits: JSONLimits(depth: 64))
    return CommandDescription(document.root["command"] ?? .emptyObject)
  }

  private init(_ value: JSONValue) {
    name = value["commandName"]?.string ?? ""
    abstract = value["abstract"]?.string ?? ""
    discussion = value["discussion"]?.string ?? ""
    arguments = value.shown("arguments").map(ArgumentDescription.init)
    // "help" is the parser's own.
    subcommands = value.shown("subcommands").map(CommandDescription.init).filter { $0.name != "help" }
  }

  /// The commands that do something, this one or those below it, each with the words that call it.
  func leaves(below words: [String]) -> [(words: [String], command: CommandDescription)] {
    subcommands.isEmpty ? [(words + [name], self)] : subcommands.flatMap { $0.leaves(below: words + [name]) }
  }
}

/// An argument, option or flag of a command.
struct ArgumentDescription {
  enum Kind: String {
    case positional, option, flag
  }

  let kind: Kind
  /// With their dashes; of an argument none.
  let names: [String]
  let valueName: String
  let isOptional: Bool
  let isRepeating: Bool
  let abstract: String

  fileprivate init(_ value: JSONValue) {
    kind = value["kind"]?.string.flatMap(Kind.init) ?? .flag
    names =
      (value["names"]?.children).map(Array.init)?.compactMap { name in
        name["name"]?.string.map { (name["kind"]?.string == "long" ? "--" : "-") + $0 }
      } ?? []
    valueName = value["valueName"]?.string ?? ""
    isOptional = value["isOptional"]?.bool ?? false
    isRepeating = value["isRepeating"]?.bool ?? false
    let explanation = value["abstract"]?.string ?? ""
    let standard = value["defaultValue"]?.string.map { " (default: \($0))" } ?? ""
    abstract = explanation + standard
  }
}

extension JSONValue {
  /// The elements of a member but those that no help shows.
  fileprivate func shown(_ member: StaticString) -> [JSONValue] {
    (self[member]?.children).map { $0.filter { $0["shouldDisplay"]?.bool != false } } ?? []
  }
}
