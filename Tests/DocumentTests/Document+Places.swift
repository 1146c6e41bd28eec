/// What a page says is there.
extension Document {
  /// The links to pages, files or headings that do not exist.
  func deadLinks() throws -> [String] {
    try prose.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }.filter { link in
      guard !link.contains("://") else { return false }
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let target = parts[0].isEmpty ? path : resolved(parts[0])
      guard Repository.paths.contains(target) || target == path else { return true }
      guard parts.count == 2 else { return false }
      return try !(target == path ? self : Document(target)).anchors.contains(parts[1])
    }
  }

  /// The paths and file names in backticks that do not exist, below the page's folder or below the top. A name alone
  /// may stand for a file anywhere.
  func missingPaths() -> [String] {
    codeSpans.filter { span in
      guard span.wholeMatch(of: /[\w@+-][\w.@+-]*(\/[\w.@+-]+)*\/?/) != nil else { return false }
      let path = span.replacing(/@\d+\./, with: "@.")
      if path.contains("/") {
        let places = [path, folder + path].map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        return Repository.paths.isDisjoint(with: places)
      }
      let isFile = path.contains(/^oauth-.+\.(service|socket|target)$|\.(swift|md|json|conf)$/)
      return isFile && !Repository.fileNames.contains(path)
    }
  }

  /// The suites of tests that the page names and that have no folder.
  func missingTests() -> [String] {
    prose.matches(of: /\b(\w+Tests|EndToEnd)\b/).map { String($0.1) }.filter {
      !Repository.paths.contains("Tests/\($0)")
    }
  }

  /// The scripts that do not exist, and the options that a script's text does not have.
  func unknownScripts() throws -> [String] {
    try lines.flatMap { $0.text.matches(of: /\bscripts\/[a-z-]+( --[a-z-]+)*/) }.flatMap { match -> [String] in
      let words = match.0.split(separator: " ").map(String.init)
      guard Repository.paths.contains(words[0]) else { return [words[0]] }
      let script = try Repository.text(of: words[0])
      return words.dropFirst().filter { !script.contains("\($0)") }.map { "\(words[0]) \($0)" }
    }
  }

  /// A link's target as a path from the top.
  private func resolved(_ link: String) -> String {
    var steps = folder.split(separator: "/")
    for step in link.split(separator: "/") {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}
