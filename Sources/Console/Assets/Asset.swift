import HTTP
import NIOHTTP1

/// A file that pages refer to. Its address changes with its content, so browsers keep it for good.
struct Asset: Sendable {
  let path: String
  private let type: String
  private let content: String

  init(_ name: String, _ type: String, _ content: String) {
    path = "/assets/\(Fingerprint(content.utf8).text)/\(name)"
    self.type = type
    self.content = content
  }

  static let stylesheet = Asset("console.css", "text/css; charset=utf-8", stylesheetText)
  static let script = Asset("console.js", "text/javascript; charset=utf-8", scriptText)
  static let icon = Asset("icon.svg", "image/svg+xml", iconText)

  var route: HTTPRoute {
    let answer = Answer(
      .ok, [Answer.Field("Content-Type", type), Answer.Field("Cache-Control", "public, max-age=31536000, immutable")],
      body: ArraySlice(content.utf8))
    return HTTPRoute(.GET, path) { _ in .answer(answer) }
  }
}

extension Console {
  var assetRoutes: [HTTPRoute] {
    let icon = HTTPRoute(.GET, "/favicon.ico") { _ in
      .answer(Answer(.seeOther, [Answer.Field("Location", Asset.icon.path)]))
    }
    return [Asset.stylesheet.route, Asset.script.route, Asset.icon.route, icon]
  }
}
