import ArgumentParser
import WireProtocol

// What a shell proposes where somebody presses the Tab key is what the services list to that user by then.
extension CompletionKind {
  /// SIDs of objects that have lists of their own.
  static func sids(_ part: Subject.Part) -> CompletionKind {
    listed(by: part == .apiKey ? "key" : part.rawValue, "sid")
  }

  static let permissions = listed(by: "permission", "permission")
  static let units = listed(by: "unit", "unit")

  /// bash expands what it proposes, commands in it too: an item with characters that could begin something else than a
  /// name is left out. A colon in the command would end it where zsh reads it behind an option; the ranges have it.
  /// - Parameters:
  ///   - noun: Whose `list` it is.
  ///   - member: That of each item, whose value is proposed.
  private static func listed(by noun: String, _ member: String) -> CompletionKind {
    .shellCommand(
      "oauthctl \(noun) list --page-size 1000 --json 2>/dev/null | grep -o '\"\(member)\".\"[^\"]*' | cut -d '\"' -f 4 "
        + "| LC_ALL=C grep -v '[^*-;=@-_a-z]'")
  }
}
