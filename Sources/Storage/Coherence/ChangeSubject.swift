package import WireProtocol

/// What a change is about.
package enum ChangeSubject: Sendable {
  case app(AppSID)
  /// Too many apps to mark one by one, such as those of an account.
  case everyApp
  /// Nothing that another process may have kept an answer about.
  case noApp

  /// The counters that the change moves.
  var slots: Range<Int> {
    switch self {
    case .app(let sid):
      let slot = ChangePage.slot(of: sid)
      return slot..<slot + 1
    case .everyApp: return 0..<ChangePage.slotCount
    case .noApp: return 0..<0
    }
  }
}
