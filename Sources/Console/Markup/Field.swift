// The parts of forms. Each has a label, and says what it takes.
extension HTML {
  /// - Parameters:
  ///   - note: What may be entered.
  ///   - type: Of HTML's input.
  static func field(
    _ label: String, _ name: String, _ value: String = "", note: String? = nil, type: String = "text",
    isRequired: Bool = false, longest: Int = 256
  ) -> HTML {
    """
    <div class="field"><label for="f-\(name)">\(label)</label>
    <input id="f-\(name)" name="\(name)" type="\(type)" value="\(value)" maxlength="\(longest)" autocomplete="off"\
    \(isRequired ? " required" : HTML.empty)\(describedBy(name, note))>
    \(hint(name, note))</div>
    """
  }

  static func choice(
    _ label: String, _ name: String, _ options: [(value: String, title: String)], chosen: String?, note: String? = nil
  ) -> HTML {
    let list = options.map { option in
      let mark: HTML = option.value == chosen ? " selected" : ""
      return #"<option value="\#(option.value)"\#(mark)>\#(option.title)</option>"# as HTML
    }
    return """
      <div class="field"><label for="f-\(name)">\(label)</label>
      <select id="f-\(name)" name="\(name)"\(describedBy(name, note))>\(list)</select>
      \(hint(name, note))</div>
      """
  }

  static func text(_ label: String, _ name: String, _ value: String = "", note: String? = nil) -> HTML {
    """
    <div class="field"><label for="f-\(name)">\(label)</label>
    <textarea id="f-\(name)" name="\(name)" rows="4" autocomplete="off" spellcheck="false"\(describedBy(name, note))>
    \(value)</textarea>
    \(hint(name, note))</div>
    """
  }

  static func hidden(_ name: String, _ value: String) -> HTML {
    #"<input type="hidden" name="\#(name)" value="\#(value)">"#
  }

  /// A form that only looks something up.
  static func search(_ path: String, _ label: String, _ fields: HTML, action: String = "Search") -> HTML {
    """
    <form class="row" method="get" action="\(path)" role="search" aria-label="\(label)">
    \(fields)<button>\(action)</button></form>
    """
  }

  private static func describedBy(_ name: String, _ note: String?) -> HTML {
    note == nil ? "" : #" aria-describedby="n-\#(name)""#
  }

  private static func hint(_ name: String, _ note: String?) -> HTML? {
    note.map { #"<p class="hint" id="n-\#(name)">\#($0)</p>"# }
  }
}
