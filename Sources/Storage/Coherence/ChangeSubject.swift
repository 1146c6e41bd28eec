package import WireProtocol

/// What a change is about.
package enum ChangeSubject: Sendable {
  case client(ClientID)
  /// Too many apps and API keys to mark one by one, such as those of an account.
  case everyApp
  /// Nothing that another process may have kept an answer about.
  case noApp

  /// The counters that the change moves.
  var slots: Range<Int> {
    switch self {
    case .client(let id):
      let slot = ChangePage.slot(of: id)
      return slot..<slot + 1
    case .everyApp: return 0..<ChangePage.slotCount
    case .noApp: return 0..<0
    }
  }
}
