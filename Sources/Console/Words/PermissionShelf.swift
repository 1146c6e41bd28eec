import Synchronization
import WireProtocol

/// The permissions that there are, as the registry lists them to everybody; kept for a short while.
final class PermissionShelf: Sendable {
  private let kept = Mutex<(book: PermissionBook, until: Timestamp)?>(nil)

  /// In seconds; a catalogue changes when an administrator changes a file.
  private static let freshness = 30
  /// Of 1,000 permissions each.
  private static let mostPages = 32

  func book(for visit: Visit) async throws -> PermissionBook {
    if let kept = kept.withLock(\.self), visit.now < kept.until { return kept.book }
    var permissions: [ListedPermission] = []
    var token: String?
    for _ in 0..<Self.mostPages {
      let page = try await visit.ask(PermissionsList(pageSize: PageSize(1000), pageToken: token))
      permissions += page.items
      token = page.nextPageToken
      if token == nil { break }
    }
    let book = try PermissionBook(permissions)
    kept.withLock { $0 = (book, visit.now + Self.freshness) }
    return book
  }
}
