package import RPC
import Synchronization
import WireProtocol

/// Tells other processes of a service's changes, so that they can keep its answers until then without asking again.
///
/// A change is marked as under way before it is made and as done before it is acknowledged. A reader notes the counter
/// before it asks, and uses the answer only while the counter is the same and nothing is under way. So no answer
/// outlives an acknowledged change, and none is used while a change may or may not be committed. An instance that is
/// killed in between leaves its mark; then readers ask each time about the apps of that counter, until an instance
/// starts alone and settles the page.
///
/// A start raises every counter, unless the instance before stopped gracefully and the database is as it was left, or
/// other instances run and every change is on their page.
package final class ChangeSignal: Sendable {
  private let path: String
  private let database: String
  private let lock: InstanceLock
  private let moments: Moments?
  private let clock: PageClock
  private let state: Mutex<State>

  private struct State {
    var page: MappedPage
    var isEnded = false
  }

  /// Joins the instances of a service; to be called before the database is opened. Waits for one that is just starting
  /// or ending, some seconds at the most.
  /// - Parameters:
  ///   - path: A file of the service's own, shared by its instances, readable for those who keep answers.
  ///   - database: The path of the database that the changes are made in. Its directory is the service's alone.
  ///   - moments: Those of the process, which a change of its own makes pass.
  ///   - clock: By which readers look again whether a page is still in its place.
  package convenience init(
    path: String, database: String, moments: Moments? = nil, clock: PageClock = .system
  ) throws(ChangePageError) {
    try self.init(
      path: path, database: database, lock: InstanceLock(path: "\(database)-instances"), moments: moments,
      clock: clock)
  }

  init(
    path: String, database: String, lock: InstanceLock, moments: Moments? = nil, clock: PageClock = .system
  ) throws(ChangePageError) {
    self.moments = moments
    self.clock = clock
    self.path = path
    self.database = database
    self.lock = lock
    let isAlone = try lock.join()
    let page = try MappedPage(path: path, clock: clock)
    if isAlone {
      try page.takeOver(with: DatabaseState(path: database))
      try lock.share()
    } else if !page.header.isComplete {
      page.add(ChangePage.oneDone, to: ChangePage.allSlots)
    }
    state = Mutex(State(page: page))
  }

  /// Announces a change: to be called before it can be committed.
  /// - Throws: Also after ``end()``: a mark made then would stand on a page that is clean.
  package func begin(_ subject: ChangeSubject) throws(ChangePageError) -> AnnouncedChange {
    try state.withLock { state throws(ChangePageError) in
      guard !state.isEnded else { throw ChangePageError(path, "the service is stopping", cure: "call it again") }
      return AnnouncedChange(slots: subject.slots, page: try currentPage(&state))
    }
  }

  /// Sees to it that there is a page for the next change.
  func check() throws(ChangePageError) {
    _ = try state.withLock { state throws(ChangePageError) in try currentPage(&state) }
  }

  /// The change is committed, or will never be. Not to be acknowledged before this returns.
  package func finish(_ change: AnnouncedChange) throws(ChangePageError) {
    change.finish()
    defer { moments?.pass() }
    let current = try state.withLock { state throws(ChangePageError) in try currentPage(&state) }
    // Readers of a page that has come in between know nothing of the change.
    if current !== change.page { current.add(ChangePage.oneDone, to: change.slots) }
    current.becomeKnown()
  }

  /// Waits until no reader goes by a page that was in place before the one that is now.
  package func becomeKnown() {
    state.withLock(\.page).becomeKnown()
  }

  /// Leaves the instances at a graceful stop: to be called once, after the database was closed. The last one marks the
  /// page as clean, so that the next start raises nothing; a mark that can't be written is left out.
  package func end() {
    let page = state.withLock { state in
      state.isEnded = true
      return state.page
    }
    lock.leave {
      guard page.isInPlace, page.header.isComplete, page.isQuiet, let state = DatabaseState(path: database) else {
        return
      }
      try? page.write(PageHeader(isComplete: true, cleanMark: state))
    }
  }

  /// The page that readers open. Where that is another than the one known so far, they are sent there from the old one.
  private func currentPage(_ state: inout State) throws(ChangePageError) -> MappedPage {
    if state.page.isInPlace { return state.page }
    let fresh = try MappedPage(path: path, clock: clock)
    state.page.abandon()
    state.page = fresh
    return fresh
  }
}

extension MappedPage {
  /// Takes the page over from instances of which none runs any more.
  /// - Parameter state: The database as it is now.
  fileprivate func takeOver(with state: DatabaseState?) throws(ChangePageError) {
    if state == nil || state != header.cleanMark || !isQuiet {
      // Incomplete for as long as it is not settled, should this be killed.
      try write(PageHeader())
      settle()
    }
    try write(PageHeader(isComplete: true))
  }
}
