import HTTP
import WireProtocol

/// The forms whose answer has shown a secret to this browser: sent again, as a reload does, they show nothing. The
/// browser remembers them itself, so that this holds for all instances of the console.
struct SpentForms {
  private static let name = "oauth_console_shown"
  /// The latest; an older one is too old to be sent before as many others were.
  private static let most = 16
  private var keys: [String]

  init(of request: HTTPRequest) {
    let text = request.cookie(Self.name) ?? ""
    keys = text.split(separator: ".").compactMap { IdempotencyKey(String($0))?.text }
  }

  func contains(_ form: FormToken) -> Bool { keys.contains(form.key.text) }

  func adding(_ form: FormToken, for request: HTTPRequest) -> Answer.Field {
    .cookie(
      Self.name, (keys + [form.key.text]).suffix(Self.most).joined(separator: "."), lifetime: FormToken.lifetime,
      isSecure: request.isSecure)
  }
}
