import WireProtocol

/// The beginning of names, whether in capital or small letters.
struct NamePrefix {
  private let scalars: [Unicode.Scalar]

  init(_ name: FriendlyName) {
    scalars = Array(name.text.unicodeScalars)
  }

  /// What `folded_name` begins with: as far as it is ASCII, of which alone SQLite knows the small letters.
  var folded: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.prefix(while: \.isASCII))
    return String(text).lowercased()
  }

  /// The first text behind all that begin with ``folded``.
  var end: String {
    var text = Array(folded.utf8)
    guard let last = text.popLast() else { return "\u{10FFFF}" }
    return String(decoding: text + [last + 1], as: UTF8.self)
  }

  /// A pattern of GLOB that the whole names fit.
  var pattern: String { scalars.map(\.globPattern).joined() + "*" }
}

extension Unicode.Scalar {
  fileprivate var globPattern: String {
    let cases = [properties.lowercaseMapping, properties.uppercaseMapping, properties.titlecaseMapping]
    let letters = Set(cases.compactMap { $0.unicodeScalars.count == 1 ? $0.unicodeScalars.first : nil } + [self])
    guard letters.count > 1 || "*?[".unicodeScalars.contains(self) else { return String(self) }
    return "[\(letters.map(String.init).joined())]"
  }
}
