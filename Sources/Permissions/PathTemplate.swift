/// A parsed path template: `/` and segments joined by `/`, each a literal or a parameter such as `{Sid}` or
/// `{Sid}.json`.
///
/// A literal is written as it looks after percent-decoding. A trailing `/` is an empty last segment and matters.
struct PathTemplate: Sendable {
  let segments: [SegmentPattern]
  /// Where the SID of the account that owns the resource stands: `{AccountSid}`, or the parameter right below
  /// `Accounts`.
  let account: AccountCapture?

  init(_ text: String) throws(TemplateFault) {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "/") else { throw TemplateFault("it does not start with /") }
    var segments: [SegmentPattern] = []
    var names: [ArraySlice<UInt8>?] = []
    segments.reserveCapacity(8)
    names.reserveCapacity(8)
    var start = 1
    for end in 1...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "/") {
      guard start < end || end == bytes.count else { throw TemplateFault("it has an empty segment (//)") }
      let (pattern, name) = try SegmentPattern.parse(bytes[start..<end])
      if let name, names.contains(name) {
        throw TemplateFault("it has two parameters named {\(String(decoding: name, as: UTF8.self))}")
      }
      segments.append(pattern)
      names.append(name)
      start = end + 1
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
