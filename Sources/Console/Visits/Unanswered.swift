import HTTP
import WireProtocol

/// A change that may have been made: the service has not answered, or could not finish.
struct Unanswered: Error {
  let error: ServiceError
}

extension ServiceError {
  /// Whether a change may have been made all the same.
  var leavesOpen: Bool { (code == .unavailable || code == .deadlineExceeded) && !isNotCarriedOut }
}

extension Submission {
  /// The form once more, whole as it was sent: by its token the services know the change again, which they answer as
  /// they would have, a new secret included (R19). Another choice would be another change.
  func repetition(after fault: Unanswered) -> Page {
    Page(
      status: Refusal(fault.error).status, title: "It is not known whether this was done",
      body: """
        \(.notice("<p>\(fault.error.message.sentence) Send it again as it was: it is done once.</p>", .bad))
        <form method="post" action="\(visit.request.path)">
        \(form.members.map { .hidden($0.name, $0.value) })
        <p class="actions"><button>Send it again</button></p></form>
        """)
  }
}
