import FoundationEssentials
import JSON
package import WireProtocol

extension HTTPStorm.Question {
  /// For a token.
  package static func token(of app: AppSID, _ secret: Sensitive) -> Self {
    Self(.form("/v2/token", "grant_type=client_credentials", fields: ["Authorization": basic(app, secret)])) {
      $0.status == 200 && (try? $0.json)?["access_token"]?.string != nil
    }
  }

  /// Whether a token is active, which it is.
  package static func introspection(of token: Sensitive, by app: AppSID, _ secret: Sensitive) -> Self {
    Self(.form("/v2/introspect", "token=\(token.revealed)", fields: ["Authorization": basic(app, secret)])) {
      $0.status == 200 && (try? $0.json)?["active"]?.bool == true
    }
  }

  /// A proxy's, whether the app may list its account's messages, which it may.
  package static func decision(on token: Sensitive, of app: App) -> Self {
    let request = HTTPText(
      "GET", "/v1/authorize",
      fields: [
        "Authorization": "Bearer \(token.revealed)", "X-Original-Method": "GET", "X-Original-Host": "api.twilio.com",
        "X-Original-URI": "/2010-04-01/Accounts/\(app.accountSid)/Messages.json",
      ])
    return Self(request) { $0.status == 200 && $0["X-OAuth-Client-Id"] == app.sid.text }
  }

  private static func basic(_ app: AppSID, _ secret: Sensitive) -> String {
    "Basic \(Data("\(app):\(secret.revealed)".utf8).base64EncodedString())"
  }
}
