/// The permission of an operation that names none: list = GET of a collection, read = GET of an item, create = POST to
/// a collection, update = POST, PUT or PATCH to an item, delete = DELETE. A path that ends in a parameter is an item's.
struct OperationName {
  /// Of the path's literal segments: the first, and the others; without others the first again.
  let product: String
  let resource: String
  let action: String

  func permission(in namespace: String) -> String { "/\(namespace)/\(product)/\(resource)/\(action)" }

  /// - Throws: ``UnmappedReason``.
  init(_ operation: Operation) throws(UnmappedReason) {
    let segments = operation.path.split(separator: "/").map(PathSegment.init)
    let words = segments.filter { !$0.isVersion }.compactMap(\.word)
    guard let product = words.first else {
      throw UnmappedReason("the path has no words that a permission could be named by; give it x-permission")
    }
    self.product = product
    resource = words.count > 1 ? words.dropFirst().joined(separator: ".") : product
    action = try Self.action(operation.method, isItem: segments.last?.isParameter == true)
  }

  private static func action(_ method: String, isItem: Bool) throws(UnmappedReason) -> String {
    switch method {
    case "GET", "HEAD": return isItem ? "read" : "list"
    case "POST": return isItem ? "update" : "create"
    case "PUT", "PATCH": return "update"
    case "DELETE": return "delete"
    default: throw UnmappedReason("\(method) is no method that needs a permission; give it x-permission if it is")
    }
  }
}

/// A segment of a path: a literal, or a parameter with literal text around it.
private struct PathSegment {
  /// The literal in words that names have: `sent-messages` of `SentMessages.json`; nil if none is left.
  let word: String?
  /// Whether it is a parameter and nothing else but a format.
  let isParameter: Bool
  let isVersion: Bool

  init(_ text: Substring) {
    let plain = [".json", ".xml"].first { text.hasSuffix($0) }.map { text.dropLast($0.count) } ?? text
    let hasParameter = plain.contains("{")
    let literal = plain.prefix { $0 != "{" } + plain.drop { $0 != "}" }.drop { $0 == "}" }
    let word = Self.word(hasParameter ? String(literal) : String(plain))
    self.word = word.isEmpty ? nil : word
    isParameter = hasParameter && word.isEmpty
    isVersion = plain.wholeMatch(of: /v?\d+([.-]\d+)*((alpha|beta)\d*)?/.ignoresCase()) != nil
  }

  private static func word(_ text: String) -> String {
    var word = ""
    var before: Character = "-"
    for character in text {
      guard character.isASCII, character.isLetter || character.isNumber else {
        before = "-"
        continue
      }
      let isNewWord = before == "-" || character.isUppercase && (before.isLowercase || before.isNumber)
      if isNewWord, !word.isEmpty { word += "-" }
      word += character.lowercased()
      before = character
    }
    return word
  }
}

/// Why an operation has no permission.
struct UnmappedReason: Error {
  let text: String

  init(_ text: String) {
    self.text = text
  }
}
