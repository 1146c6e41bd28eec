import JSON

/// A value as it crosses the wire, encoded once and sent again and again.
package struct Encoded<Value: Encodable & Sendable>: Sendable {
  package let json: [UInt8]

  package init(_ value: Value) throws {
    json = try MessageWriter.json(value)
  }

  fileprivate init(json: [UInt8]) {
    self.json = json
  }

  /// A page of a list whose items are encoded.
  package static func page<Item>(_ items: some Sequence<Encoded<Item>>, nextPageToken: String?) -> Encoded
  where Value == Page<Item> {
    var json: [UInt8] = [UInt8(ascii: "{")]
    JSONString.append(Item.listName, to: &json)
    json.append(contentsOf: ":[".utf8)
    for (index, item) in items.enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      json.append(contentsOf: item.json)
    }
    json.append(UInt8(ascii: "]"))
    if let nextPageToken {
      json.append(contentsOf: #","next_page_token":"#.utf8)
      JSONString.append(nextPageToken, to: &json)
    }
    json.append(UInt8(ascii: "}"))
    return Encoded(json: json)
  }
}
