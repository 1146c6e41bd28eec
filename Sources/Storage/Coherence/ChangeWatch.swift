package import Glibc
package import RPC
import Synchronization
package import WireProtocol

/// Sees whether anything about an app or an API key may have changed in another service; the reading side of
/// ``ChangeSignal``.
///
/// Another service's page is read, not mapped, opened without waiting, and only if it is a regular file: nothing that
/// its owner does to the file can harm the reader. It is read once for all requests that have arrived together
/// (``Moments``), and its place is looked at again after ``ChangePage/trust``.
package final class ChangeWatch: Sendable {
  private let path: String
  private let owner: uid_t?
  private let moments: Moments?
  private let page: Mutex<WatchedPage>

  /// - Parameters:
  ///   - owner: The user whose page it must be; `nil`: anybody's.
  ///   - isOwn: Whether it is the page of the process's own service, which is mapped, as it is for the writing side.
  ///   - moments: Those of the process; without them each look is a new one, also at the page's place.
  ///   - clock: By which the page's place is looked at again.
  package init(
    path: String, owner: uid_t? = nil, isOwn: Bool = false, moments: Moments? = nil, clock: PageClock = .system
  ) {
    self.path = path
    self.owner = owner
    self.moments = moments
    page = Mutex(WatchedPage(isOwn: isOwn, clock: clock))
  }

  /// The state of what the service tells as a change of every app (``ChangeSubject/everyApp``), and of a few others.
  package var version: AppVersion? { version(of: .app(AppSID(low: 0))) }

  /// The state of what the service knows of a client: note it before you ask.
  /// - Returns: `nil` while that can't be told. Then every answer is good for this once only.
  package func version(of client: ClientID) -> AppVersion? {
    let slot = ChangePage.slot(of: client)
    return page.withLock { page in
      page.begin(moments?.present)
      if let version = page.version(slot) { return version }
      page.follow(path, owner)
      return page.version(slot)
    }
  }
}
