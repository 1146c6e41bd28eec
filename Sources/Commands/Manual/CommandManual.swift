import ArgumentParser
import Manual
import WireProtocol

/// The page oauthctl(1), made of the command's declarations.
struct CommandManual {
  private let root: CommandDescription

  init() throws {
    root = try .ofOAuthCtl()
  }

  func page(date: String) -> ManualPage {
    let blocks: [ManualPage.Block] = [
      .section("Synopsis"),
      .paragraph([
        .literal(root.name), .text(" "), .emphasized("command"), .text(" ["), .emphasized("options"), .text("] ["),
        .emphasized("arguments"), .text("]"),
      ]),
      .section("Description"), .paragraph([.text(root.abstract)]),
    ]
    let remarks = "\(OAuthCtl.secrecy)\n\n\(OAuthCtl.tracing)".blocks
    let options: [ManualPage.Block] = [.section("Global options"), .items(root.arguments.map(\.item))]
    return ManualPage(
      name: root.name, section: 1, summary: "manage OAuth apps, their tokens and the services of oauth-apps",
      version: productVersion, date: date, blocks: blocks + remarks + options + groups.flatMap(\.self) + closing)
  }

  /// The groups of the help, a section each.
  private var groups: [[ManualPage.Block]] {
    OAuthCtl.configuration.groupedSubcommands.map { group in
      let names = Set(group.subcommands.map { $0._commandName })
      let commands = root.subcommands.filter { names.contains($0.name) }
      return [.section(group.name)] + commands.flatMap(blocks)
    }
  }

  private func blocks(_ command: CommandDescription) -> [ManualPage.Block] {
    let leaves = command.leaves(below: [root.name])
    let isGroup = !command.subcommands.isEmpty
    return (isGroup ? [.subsection("\(root.name) \(command.name)"), .paragraph([.text(command.abstract)])] : [])
      + (isGroup ? command.discussion.blocks : []) + leaves.flatMap { entry($0.words, $0.command) }
  }

  private func entry(_ words: [String], _ command: CommandDescription) -> [ManualPage.Block] {
    let own = command.arguments.filter { argument in
      argument.kind == .positional || !root.arguments.contains { $0.names == argument.names }
    }
    let synopsis = [.literal(words.joined(separator: " "))] + own.flatMap { [.text(" ")] + $0.synopsis }
    return [.subsection(words.joined(separator: " ")), .paragraph(synopsis), .paragraph([.text(command.abstract)])]
      + command.discussion.blocks + (own.isEmpty ? [] : [.items(own.map(\.item))])
  }

  private var closing: [ManualPage.Block] {
    [
      .section("Environment"), .items(OAuthCtl.variables.map(Self.item)),
      .section("Files"), .items(files.map(Self.item)),
      .section("Exit status"), .items(OAuthCtl.exitStatuses.map(Self.item)),
      .section("Examples"), .literal(OAuthCtl.examples),
      .section("See also"),
      .references(
        [("oauth-apps-config", 5), ("oauth-apps", 7), ("oauth-apps-protocol", 7)]
          + ServiceName.allCases.map(\.executable).sorted().map { ($0, 8) }),
    ]
  }

  private static func item(_ name: String, _ meaning: String) -> (name: [Span], text: [Span]) {
    ([.literal(name)], [.text(meaning)])
  }

  private var files: [(String, String)] {
    [
      ("\(RuntimeDirectory.ofHost.path)/*.sock", "The sockets of the services that systemd starts."),
      ("~/.local/state/oauth-apps", "Sockets, databases and keys of oauthctl up, unless --directory is given."),
      ("/etc/oauth-apps/config.json", "The services' settings; see oauth-apps-config(5)."),
      ("/usr/share/oauth-apps/permissions", "The catalogues of permissions that were installed."),
    ]
  }
}

extension ArgumentDescription {
  /// As it stands in a command line.
  fileprivate var synopsis: [Span] {
    let dots: [Span] = isRepeating ? [.text(" ...")] : []
    return isOptional ? [.text("[")] + words + [.text("]")] + dots : words + dots
  }

  fileprivate var item: (name: [Span], text: [Span]) {
    let others = names.dropLast().flatMap { [Span.literal($0), .text(", ")] }
    return (kind == .positional ? words : others + words, [.text(abstract)])
  }

  private var words: [Span] {
    switch kind {
    case .positional: [.emphasized(valueName)]
    case .flag: [.literal(names.last ?? "")]
    case .option: [.literal(names.last ?? ""), .text(" "), .emphasized(valueName)]
    }
  }
}

extension String {
  /// The paragraphs of a text of the help, and the lines in it that are indented.
  fileprivate var blocks: [ManualPage.Block] {
    var blocks: [ManualPage.Block] = []
    var words: [Substring] = []
    var code: [String] = []
    func end() {
      if !words.isEmpty { blocks.append(.paragraph([.text(words.joined(separator: " "))])) }
      if !code.isEmpty { blocks.append(.literal(code)) }
      (words, code) = ([], [])
    }
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix("  ") != !code.isEmpty { end() }
      if line.hasPrefix("  ") { code.append(String(line.dropFirst(2))) } else if !line.isEmpty { words.append(line) }
    }
    end()
    return blocks
  }
}
