/// Markup. What a literal says is markup; whatever is put into a literal is text and gets escaped, unless it is markup
/// itself. There is no other way to make any, so nothing that a service or a browser says can become a tag.
///
/// Values of attributes stand in double quotes.
struct HTML: Sendable {
  private(set) var text: String

  static let empty: HTML = ""

  static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }
}

extension HTML: ExpressibleByStringInterpolation {
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ html: HTML) { text += html.text }
    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }

    /// Markup, where there is some.
    mutating func appendInterpolation(_ html: HTML?) {
      if let html { text += html.text }
    }

    /// A text, or what describes itself by one.
    mutating func appendInterpolation(_ value: some CustomStringConvertible) { append(escaping: value.description) }

    private mutating func append(escaping value: String) {
      guard value.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else {
        text += value
        return
      }
      for scalar in value.unicodeScalars {
        switch scalar {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
  }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }
  init(stringLiteral markup: String) { text = markup }
}
