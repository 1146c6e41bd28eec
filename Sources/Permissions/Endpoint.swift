/// One kind of API request: an HTTP method, a host and a path template.
package struct Endpoint: Sendable, Hashable {
  /// HTTP method (RFC 9110 section 9.1) in upper case; compared exactly.
  package let method: String
  /// Host name in any case, with or without the root's dot, with a port unless that is 443.
  package let host: String
  /// Path template in the syntax of `PathTemplate`, such as `/v1/Flows/{Sid}`.
  package let path: String

  package init(method: String, host: String, path: String) {
    self.method = method
    self.host = host
    self.path = path
  }
}

extension Endpoint: CustomStringConvertible {
  package var description: String { "\(method) \(host)\(path)" }
}
