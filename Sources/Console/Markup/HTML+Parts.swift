import WireProtocol

// The parts that pages are made of.
extension HTML {
  /// A moment, in UTC; the script tells it in the reader's zone.
  static func time(_ moment: Timestamp) -> HTML {
    let text = moment.description
    return #"<time datetime="\#(text)">\#(text.prefix(10)) \#(text.dropFirst(11).prefix(5)) UTC</time>"#
  }

  static func time(_ moment: Timestamp?, none: String) -> HTML { moment.map { .time($0) } ?? "\(none)" }

  /// Something to be copied as a whole.
  static func identifier(_ text: some CustomStringConvertible) -> HTML {
    #"<code class="id" data-copy>\#(text)</code>"#
  }

  static func link(_ path: String, _ text: some CustomStringConvertible) -> HTML {
    #"<a href="\#(path)">\#(text)</a>"#
  }

  /// A link that looks like what it does.
  static func button(_ path: String, _ text: String, isGrave: Bool = false) -> HTML {
    #"<a class="button\#(isGrave ? " grave" : "")" href="\#(path)">\#(text)</a>"#
  }

  /// A state, which the colour underlines but does not tell alone.
  static func badge(_ text: String, _ mood: Mood = .neutral) -> HTML {
    #"<span class="badge \#(mood.rawValue)">\#(text)</span>"#
  }

  enum Mood: String {
    case good, warning, bad, neutral
  }

  static func notice(_ html: HTML, _ mood: Mood = .neutral) -> HTML {
    #"<div class="notice \#(mood.rawValue)" role="\#(mood == .bad ? "alert" : "status")">\#(html)</div>"#
  }

  /// - Parameter caption: What the table is, for who does not see it.
  static func table(_ caption: String, _ columns: [String], _ rows: [[HTML]]) -> HTML {
    let head = columns.map { #"<th scope="col">\#($0)</th>"# as HTML }
    let body = rows.map { row in
      let cells = zip(columns, row).map { #"<td data-label="\#($0)">\#($1)</td>"# as HTML }
      return "<tr>\(cells)</tr>\n" as HTML
    }
    return """
      <div class="table"><table><caption class="unseen">\(caption)</caption>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody></table></div>
      """
  }

  /// Names and what they stand for.
  static func facts(_ facts: [(name: String, value: HTML)]) -> HTML {
    #"<dl class="facts">\#(facts.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" as HTML })</dl>"#
  }

  static func section(_ title: String, id: String, _ body: HTML) -> HTML {
    #"<section aria-labelledby="\#(id)"><h2 id="\#(id)">\#(title)</h2>\#(body)</section>"#
  }

  /// The way to the page that follows.
  /// - Parameter query: What stands in the query of this page but for the token, as it is written there.
  static func nextPage(_ path: String, _ query: Query, _ token: String?) -> HTML? {
    token.map { .button(path + query.with("page_token", $0).text, "Next page") }
  }
}
