/// A parsed path template: `/` and segments joined by `/`, each a literal or a parameter such as `{Sid}` or `{Sid}.json`.
///
/// A literal is written as it looks after percent-decoding. A trailing `/` is an empty last segment and matters.
struct PathTemplate: Sendable, Equatable {
  let segments: [SegmentPattern]
  /// Where the SID of the account that owns the resource stands: `{AccountSid}`, or the parameter right below `Accounts`.
  let account: AccountCapture?

  init(_ text: String) throws(TemplateFault) {
    guard text.utf8.first == UInt8(ascii: "/") else { throw TemplateFault("it does not start with /") }
    var segments: [SegmentPattern] = []
    var names: [String?] = []
    let parts = text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (position, part) in parts.enumerated() {
      guard !part.isEmpty || position == parts.count - 1 else { throw TemplateFault("it has an empty segment (//)") }
      let (pattern, name) = try SegmentPattern.parse(Substring(part))
      if let name, names.contains(name) { throw TemplateFault("it has two parameters named {\(name)}") }
      segments.append(pattern)
      names.append(name)
    }
    self.segments = segments
    account = AccountCapture(segments: segments, names: names)
  }
}

/// Why a path template cannot be used: the end of a sentence that starts with the template.
struct TemplateFault: Error, Equatable {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
