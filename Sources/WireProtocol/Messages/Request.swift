import JSON

/// A JSON-RPC 2.0 request as a client sends it.
package struct Request: Sendable {
  package var id: RequestID
  package var method: String
  /// A JSON object.
  package var params: [UInt8]
  package var meta: Meta

  package init(id: RequestID, method: String, params: [UInt8], meta: Meta = Meta()) {
    self.id = id
    self.method = method
    self.params = params
    self.meta = meta
  }

  /// The message without its frame.
  package func encoded() throws -> [UInt8] {
    var bytes = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
    id.append(to: &bytes)
    bytes.append(contentsOf: #","method":"#.utf8)
    JSONString.append(method, to: &bytes)
    bytes.append(contentsOf: #","params":"#.utf8)
    bytes.append(contentsOf: params)
    if meta != Meta() {
      bytes.append(contentsOf: #","meta":"#.utf8)
      bytes.append(contentsOf: try meta.json())
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}
