import HTTP
import RPC
import WireProtocol

extension Console {
  /// "May this request?", with the reasons.
  var questionRoutes: [HTTPRoute] {
    [
      page("/check") { visit in
        Page(title: "May this request?", body: Self.questionForm(visit, visit.query))
      },
      // The question holds a token, which no address must: so it is a form, though it changes nothing.
      form("/check") { submission in
        let visit = submission.visit
        let form = Self.questionForm(visit, submission.form)
        do {
          let answer = try await RequestQuestion(submission.form).answer(visit)
          return .page(Page(title: "May this request?", body: answer + form))
        } catch  where error.isForAnotherTry {
          return .page(
            Page(status: Refusal.status(for: error), title: "May this request?", body: Refusal.reason(error) + form))
        }
      },
    ]
  }

  private static func questionForm(_ visit: Visit, _ form: Form) -> HTML {
    // A token is in no page.
    let app = form["credential"].flatMap { AppSID($0) }
    return """
      <p>Find out why a request was refused, or what it would need.</p>
      \(visit.form("/check"))
      \(.choice("Method", "method", ["GET", "POST", "PUT", "PATCH", "DELETE"].map { ($0, $0) }, chosen: form["method"]))
      \(.field("URL", "url", form["url"] ?? "",
        note: "Such as https://api.twilio.com/2010-04-01/Accounts/AC.../Messages.json",
        isRequired: true, longest: 4096))
      \(.text("A token, or an app's client id", "credential", app?.text ?? "",
        note: "A token is used for this answer alone: it is written down nowhere."))
      <button>May it?</button></form>
      """
  }
}
