import JSON

/// Where something stands in a catalogue file.
struct CataloguePlace: Sendable, Equatable, CustomStringConvertible {
  /// Positions in their arrays.
  var permission: Int?
  var endpoint: Int?
  var member: String?

  /// `permissions[3].endpoints[0].path`; empty for the file as a whole.
  var description: String {
    [permission.map { "permissions[\($0)]" }, endpoint.map { "endpoints[\($0)]" }, member].compactMap(\.self)
      .joined(separator: ".")
  }

  /// Where the text of a file has it; where the next around it stands, if it is not there.
  func position(in text: [UInt8]) -> TextPosition? {
    guard let document = try? JSONDocument(text, limits: JSONLimits(depth: 64)) else { return nil }
    var value = document.root
    if let permission { value = value["permissions"]?.element(permission) ?? value }
    if let endpoint { value = value["endpoints"]?.element(endpoint) ?? value }
    if let member { value = value.member { $0.elementsEqual(member.utf8) } ?? value }
    return TextPosition(of: value.text.startIndex, in: text)
  }
}

extension JSONValue {
  fileprivate func element(_ index: Int) -> JSONValue? {
    children.enumerated().first { $0.offset == index }?.element
  }
}
