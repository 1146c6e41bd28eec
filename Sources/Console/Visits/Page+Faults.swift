import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Page {
  /// What went wrong, and what to do about it.
  init(_ error: any Error) {
    switch error {
    case let fault as RequestFault: self.init(fault.status, "This does not work", "\(fault.reason.sentence)")
    case let error as ServiceError:
      let refusal = Refusal(error)
      self.init(refusal.status, refusal.title, "\(error.message.sentence)")
    case FormToken.Fault.old:
      self.init(
        .forbidden, "This form is too old",
        "This time nothing was done. A form can be sent for \(FormToken.lifetime.duration): reload its page first."
      )
    case is FormToken.Fault:
      self.init(
        .forbidden, "This form is not of your session",
        "Nothing was done. Go back, reload the page, and send the form again.")
    default:
      self.init(
        .internalServerError, "The console has failed", "Its log has the reason. Try again.")
    }
  }

  private init(_ status: HTTPResponseStatus, _ title: String, _ words: HTML) {
    self.init(
      status: status, title: title,
      body: .notice("<p>\(words)</p>", .bad) + #"<p><a href="/">To the accounts</a></p>"#)
  }
}

extension Error {
  /// Whether somebody can put it right in the form itself, or try that again.
  var isForAnotherTry: Bool {
    guard let error = self as? ServiceError else { return self is RequestFault }
    return [
      .invalidParams, .invalidScope, .notFound, .alreadyExists, .conflict, .limitExceeded, .regionNotSupported,
      .unavailable,
    ].contains(error.code)
  }
}

/// How a page tells what a service has refused.
struct Refusal {
  let status: HTTPResponseStatus
  let title: String

  init(_ error: ServiceError) {
    (status, title) =
      switch error.code {
      case .notFound: (.notFound, "There is no such thing")
      case .accessDenied, .roleNotPermitted: (.forbidden, "You may not do this")
      case .alreadyExists, .conflict: (.conflict, "This is not possible now")
      case .tooManyRequests: (.tooManyRequests, "Too much at once")
      case .unavailable, .deadlineExceeded: (.serviceUnavailable, "A service is not available")
      case .internalError, .parseError, .malformedRequest, .methodNotFound:
        (.badGateway, "A service has failed")
      default: (.badRequest, "This does not work")
      }
  }

  /// That of a page which has the form for another try.
  static func status(for error: any Error) -> HTTPResponseStatus {
    switch error {
    case let error as ServiceError: Refusal(error).status
    case let fault as RequestFault: fault.status
    default: .badRequest
    }
  }

  /// To be shown above the form of a change that was refused.
  static func notice(_ error: any Error) -> HTML {
    .notice("<p>Nothing was changed. \(words(for: error))</p>", .bad)
  }

  /// To be shown in place of what was looked for.
  static func reason(_ error: any Error) -> HTML { .notice("<p>\(words(for: error))</p>", .bad) }

  private static func words(for error: any Error) -> String {
    let message =
      switch error {
      case let error as ServiceError: error.message
      case let fault as RequestFault: fault.reason
      case FormToken.Fault.old: "the form was more than \(FormToken.lifetime.duration) old; send it again"
      default: "it did not work; try again"
      }
    return message.sentence
  }
}

extension String {
  /// With a full stop, and with a capital letter unless it begins with a name of the protocol, such as `users.list`.
  var sentence: String {
    let isName = prefix { $0 != " " && $0 != ":" }.contains { $0 == "." || $0 == "_" }
    let start = isName ? self : prefix(1).uppercased() + dropFirst()
    return start.hasSuffix(".") || start.hasSuffix("?") ? start : start + "."
  }
}
