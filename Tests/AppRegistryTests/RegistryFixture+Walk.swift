import RPC
import WireProtocol

/// The pages of a list, one after the other.
struct Walked<Item: Listed> {
  private(set) var items: [Item] = []
  private(set) var sizes: [Int] = []

  /// - Parameter between: Runs after each page but the last.
  init(_ page: (String?) async throws -> Page<Item>, between: () async throws -> Void = {}) async throws {
    var token: String?
    repeat {
      let page = try await page(token)
      items += page.items
      sizes.append(page.items.count)
      token = page.nextPageToken
      if token != nil { try await between() }
    } while token != nil
  }
}

extension Client {
  /// The names of all apps of a list.
  func appNames(_ request: AppsList, pageSize: Int = 3) async throws -> [String] {
    try await Walked { try await call(request.page($0, size: pageSize)) }.items.map(\.friendlyName.text)
  }
}

extension AppsList {
  func page(_ token: String?, size: Int = 3) -> AppsList {
    AppsList(
      accountSid: accountSid, name: name, permission: permission, createdBy: createdBy, status: status,
      unusedSince: unusedSince, pageSize: PageSize(size), pageToken: token)
  }
}
