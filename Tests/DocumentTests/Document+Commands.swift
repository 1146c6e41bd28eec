import ArgumentParser
import WireProtocol

@testable import Commands

/// The `oauthctl` commands that a page shows.
extension Document {
  /// What stands for a value that only the reader knows.
  private static let placeholders = [
    "$account": AccountSID.sample.text, "AC...": AccountSID.sample.text, "$ada": UserSID.sample.text,
    "$app": AppSID.sample.text, "OQ...": AppSID.sample.text, "$key": APIKeySID.sample.text,
    "SK...": APIKeySID.sample.text,
  ]

  /// The commands in code blocks that `oauthctl` would not take, with its words.
  func refusedCommands() -> [String] {
    shellLines.flatMap(Shell.commands).filter { $0.first == "oauthctl" }.compactMap { command in
      let arguments = command.dropFirst().map { word in
        Self.placeholders.reduce(word) { $0.replacing($1.key, with: $1.value) }
      }
      do {
        _ = try OAuthCtl.parseAsRoot(arguments)
        return nil
      } catch {
        guard OAuthCtl.exitCode(for: error) != .success else { return nil }
        return "\(command.joined(separator: " ")): \(OAuthCtl.message(for: error))"
      }
    }
  }

  /// The commands in the text, which need not be complete, whose subcommands or options do not exist.
  func unknownCommands() -> [String] {
    codeSpans.flatMap(Shell.commands).filter { $0.first == "oauthctl" }.filter { command in
      var type: any ParsableCommand.Type = OAuthCtl.self
      return !command.dropFirst().allSatisfy { word in
        if word.hasPrefix("-") { return OAuthCtl.helpMessage(for: type).contains("\(word) ") }
        let subcommands = type.configuration.subcommands
        guard !subcommands.isEmpty else { return true }
        guard let next = subcommands.first(where: { $0._commandName == word }) else { return false }
        type = next
        return true
      }
    }.map { $0.joined(separator: " ") }
  }

  /// The lines of shell: all of a script, of a session those after the prompt. A line that ends with a backslash is
  /// one with the next.
  private var shellLines: [String] {
    var shown: [String] = []
    var goesOn = false
    for line in lines {
      let isTyped = line.code == "sh" || line.code == "console" && (goesOn || line.text.hasPrefix("$ "))
      guard isTyped else { continue }
      let text = line.code == "console" && !goesOn ? String(line.text.dropFirst(2)) : line.text
      let part = text.hasSuffix("\\") ? String(text.dropLast()) : text
      if goesOn { shown[shown.count - 1] += part } else { shown.append(part) }
      goesOn = text.hasSuffix("\\")
    }
    return shown
  }
}
