import FoundationEssentials
import WireProtocol

// What is measured over HTTP: the requests that a client, an API and a proxy send.
extension Load {
  static let tokenOverHTTP = "POST /v2/token"

  static func tokenOverHTTP(_ app: MeasuredApp, at site: any Site, _ shape: Shape) -> Load {
    http(tokenOverHTTP, app.form(tokenOverHTTP, "grant_type=client_credentials"), #""access_token":""#, site, shape)
  }

  static func introspectOverHTTP(_ app: MeasuredApp, at site: any Site, _ shape: Shape) -> Load {
    let request = app.form("POST /v2/introspect", "token=\(app.token.revealed)")
    return http("POST /v2/introspect", request, #""active":true"#, site, shape)
  }

  /// As nginx asks.
  static func authorizeOverHTTP(_ app: MeasuredApp, at site: any Site, _ shape: Shape) -> Load {
    let request = """
      GET /v1/authorize HTTP/1.1\r
      Host: api.twilio.com\r
      Authorization: Bearer \(app.token.revealed)\r
      X-Original-Method: GET\r
      X-Original-Host: api.twilio.com\r
      X-Original-URI: /2010-04-01/Accounts/\(app.account)/Messages.json\r
      \r\n
      """
    return http("GET /v1/authorize", request, "X-OAuth-Client-Id: ", site, shape)
  }

  private static func http(
    _ operation: String, _ request: String, _ expected: String, _ site: any Site, _ shape: Shape
  ) -> Load {
    Load(
      operation: site.http.certificate == nil ? operation : "\(operation), \(HTTPFindings.secured)",
      socket: site.socket(of: .gateway), http: site.http, shape: shape,
      requests: RequestSequence(http: request), expected: expected)
  }
}

extension MeasuredApp {
  /// A form that the app sends, authenticated by HTTP Basic.
  /// - Parameter secret: Another than its own.
  func form(_ line: String, _ form: String, secret: String? = nil) -> String {
    let credentials = "\(credentials.sid):\(secret ?? credentials.secret.revealed)"
    return """
      \(line) HTTP/1.1\r
      Host: 127.0.0.1\r
      Authorization: Basic \(Data(credentials.utf8).base64EncodedString())\r
      Content-Type: application/x-www-form-urlencoded\r
      Content-Length: \(form.utf8.count)\r
      \r
      \(form)
      """
  }
}
