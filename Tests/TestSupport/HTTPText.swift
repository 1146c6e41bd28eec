/// The text of a request, well-formed unless a test has it otherwise.
package struct HTTPText: Sendable {
  package let method: String
  package let target: String
  package var fields: [(name: String, value: String)]
  package var body: [UInt8]

  /// - Parameter fields: Beside `Host` and, where there is a body, `Content-Length`.
  package init(
    _ method: String, _ target: String, fields: KeyValuePairs<String, String> = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.fields = fields.map { ($0, $1) }
    self.body = body
  }

  /// A form as it is sent, with the type of its content.
  package static func form(
    _ target: String, _ form: String, fields: KeyValuePairs<String, String> = [:]
  ) -> HTTPText {
    var text = HTTPText("POST", target, fields: fields, body: Array(form.utf8))
    text.fields.append(("Content-Type", "application/x-www-form-urlencoded"))
    return text
  }

  package var bytes: [UInt8] {
    var head = "\(method) \(target) HTTP/1.1\r\n"
    if !fields.contains(where: { $0.name.lowercased() == "host" }) { head += "Host: gateway.example\r\n" }
    if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
    for (name, value) in fields { head += "\(name): \(value)\r\n" }
    return Array("\(head)\r\n".utf8) + body
  }
}
