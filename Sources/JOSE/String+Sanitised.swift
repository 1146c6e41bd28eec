extension String {
  /// At most 32 characters of a stranger's text, those that an OAuth `error_description` may have (RFC 6749 section
  /// 5.2).
  var sanitised: String {
    let kept = utf8.lazy.filter { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    return String(decoding: kept.prefix(32), as: UTF8.self)
  }
}
