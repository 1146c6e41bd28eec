/// As much of a POSIX shell's grammar as documents use.
enum Shell {
  /// The simple commands of a line, each as its words, without `sudo`. Quotes are taken off; nothing is expanded.
  static func commands(in line: String) -> [[String]] {
    var commands: [[String]] = [[]]
    var word = ""
    var quote: Character?
    func end() {
      if !word.isEmpty, word != "sudo" { commands[commands.count - 1].append(word) }
      word = ""
    }
    for character in line {
      switch character {
      case quote: quote = nil
      case _ where quote != nil: word.append(character)
      case "'", "\"": quote = character
      case "#" where word.isEmpty: return commands
      case " ": end()
      case "|", ";", "&", "(", ")", "<", ">":
        end()
        commands.append([])
      default: word.append(character)
      }
    }
    end()
    return commands
  }
}
