package import JSON

/// An answer of an HTTP server, as it crossed the wire.
package struct HTTPReply: Sendable {
  package let status: Int
  package let fields: [(name: String, value: String)]
  package let body: [UInt8]

  /// - Parameter head: From the status line to the empty line, without that.
  init(head: String, body: [UInt8]) throws {
    let lines = head.split(separator: "\r\n")
    let words = lines.first?.split(separator: " ", maxSplits: 2) ?? []
    guard words.count == 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else { throw Malformed(text: head) }
    self.status = status
    self.body = body
    fields = try lines.dropFirst().map { line in
      guard let colon = line.firstRange(of: ": ") else { throw Malformed(text: String(line)) }
      return (line[..<colon.lowerBound].lowercased(), String(line[colon.upperBound...]))
    }
  }

  struct Malformed: Error {
    let text: String
  }

  /// The value of a field that is there once; `nil` for none and for several.
  package subscript(name: String) -> String? {
    let values = values(of: name)
    return values.count == 1 ? values[0] : nil
  }

  package func values(of name: String) -> [String] {
    fields.filter { $0.name == name.lowercased() }.map(\.value)
  }

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The body, which is expected to be JSON.
  package var json: JSONValue {
    get throws { try Wire.document(body) }
  }

  /// The member `error` of a refusal.
  package var error: String? { (try? json)?["error"]?.string }
}
