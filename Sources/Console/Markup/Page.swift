import HTTP
import NIOHTTP1

/// What a person is shown.
struct Page: Sendable {
  var status = HTTPResponseStatus.ok
  let title: String
  /// Where the page is: what leads to it, the outermost first.
  var trail: [Crumb] = []
  let body: HTML
  /// Fields of the answer beside those that each page has.
  var fields: [Answer.Field] = []

  struct Crumb: Sendable {
    let title: String
    let path: String

    init(_ title: String, _ path: String) {
      self.title = title
      self.path = path
    }
  }
}

extension Page {
  /// - Parameter visitor: Who is signed in, if anybody is.
  func answer(to visitor: Visitor?) -> Answer {
    var answer = Answer(
      status,
      [Answer.Field("Content-Type", "text/html; charset=utf-8"), .noStore, .sameOriginOpener, .sameOrigin]
        + fields, body: ArraySlice(document(for: visitor).text.utf8))
    answer.contentPolicy = Self.contentPolicy
    return answer
  }

  /// Nothing of other hosts, nothing written into the page, no frame; forms go to the console alone.
  static let contentPolicy: StaticString =
    """
    default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
    frame-ancestors 'none'; base-uri 'none'
    """

  private func document(for visitor: Visitor?) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(title) - oauth-apps</title>
    <link rel="icon" href="\(Asset.icon.path)" type="image/svg+xml">
    <link rel="stylesheet" href="\(Asset.stylesheet.path)">
    <script src="\(Asset.script.path)" defer></script>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
    <a class="home" href="/">oauth-apps</a>
    \(visitor.map(\.navigation))
    </header>
    <main id="main" tabindex="-1">
    \(trail.isEmpty ? nil : crumbs)
    <h1>\(title)</h1>
    \(body)
    </main>
    </body>
    </html>

    """
  }

  private var crumbs: HTML {
    let items = trail.map { crumb in #"<li><a href="\#(crumb.path)">\#(crumb.title)</a></li>"# as HTML }
    return #"<nav aria-label="Where you are"><ol class="crumbs">\#(items)</ol></nav>"#
  }
}

extension Answer.Field {
  fileprivate static let sameOriginOpener = Answer.Field("Cross-Origin-Opener-Policy", "same-origin")
  fileprivate static let sameOrigin = Answer.Field("Cross-Origin-Resource-Policy", "same-origin")
}
