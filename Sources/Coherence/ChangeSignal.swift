import Synchronization
import WireProtocol

/// Tells other processes of a service's changes, so that they can keep its answers until then without asking again.
///
/// A change is marked as under way before it is made and as done before it is acknowledged. Whoever keeps an answer has
/// noted the counter before it asked, and uses the answer only while the counter is the same and nothing is under way:
/// so no answer outlives an acknowledged change, and none is used while a change may or may not be committed. An
/// instance that is killed in between leaves its mark; then the apps of that counter are asked about each time, until
/// an instance starts alone.
package final class ChangeSignal: Sendable {
  private let path: String
  private let page: Mutex<MappedPage>

  /// - Parameter path: A file of the service's own, shared by its instances, readable for those who keep answers.
  package init(path: String) throws(ChangePageError) {
    self.path = path
    page = Mutex(try MappedPage(path: path))
  }

  /// Announces a change: to be called before it can be committed.
  package func begin(_ subject: ChangeSubject) throws(ChangePageError) -> AnnouncedChange {
    AnnouncedChange(subject: subject, page: try currentPage())
  }

  /// The change is committed, or will never be. Not to be acknowledged before this returns.
  package func finish(_ change: AnnouncedChange) throws(ChangePageError) {
    change.finish()
    _ = try currentPage()
  }

  /// The page that others look at. Where that is not the one known so far, it is raised as at a start.
  private func currentPage() throws(ChangePageError) -> MappedPage {
    let known = page.withLock(\.self)
    if known.isInPlace { return known }
    let fresh = try MappedPage(path: path)
    page.withLock { $0 = fresh }
    return fresh
  }
}

/// A change that is under way.
package struct AnnouncedChange: Sendable {
  private let subject: ChangeSubject
  private let page: MappedPage

  fileprivate init(subject: ChangeSubject, page: MappedPage) {
    self.subject = subject
    self.page = page
    for slot in subject.slots { page.add(ChangePage.oneUnderWay, to: slot) }
  }

  fileprivate func finish() {
    for slot in subject.slots { page.add(ChangePage.oneDone - ChangePage.oneUnderWay, to: slot) }
  }
}

extension ChangeSubject {
  fileprivate var slots: Range<Int> {
    switch self {
    case .app(let sid):
      let slot = ChangePage.slot(of: sid)
      return slot..<slot + 1
    case .everyApp: return 0..<ChangePage.slotCount
    case .noApp: return 0..<0
    }
  }
}
