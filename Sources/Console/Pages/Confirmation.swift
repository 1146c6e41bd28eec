import HTTP
import NIOHTTP1

/// A change that is told before it is made: what stops working, and whether there is a way back.
struct Confirmation: Sendable {
  let title: String
  let consequence: HTML
  /// Where there is no way back: what has to be typed.
  var name: String?
  let button: String

  /// - Parameters:
  ///   - fields: What else has to be chosen.
  ///   - error: Why it was not done.
  func page(
    _ visit: Visit, _ trail: [Page.Crumb], fields: HTML = .empty, _ error: (any Error)? = nil
  ) -> Page {
    Page(
      status: error.map(Refusal.status) ?? .ok, title: title, trail: trail,
      body: """
        \(error.map(Refusal.notice))
        <p>\(consequence)</p>
        \(visit.form(visit.request.path, isGrave: name != nil))
        \(fields)
        \(name.map { .field("Type its name, \($0)", "name", isRequired: true) })
        <p class="actions"><button\(name == nil ? HTML.empty : #" class="grave""#)>\(button)</button>
        \(trail.last.map { .link($0.path, "Cancel") })</p></form>
        """)
  }
}
