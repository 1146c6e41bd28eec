import WireProtocol

extension PermissionBook {
  /// A policy, as what it lets a client do.
  func words(of policy: Policy) -> HTML {
    let denied = Set(policy.deny.flatMap { permissions(of: $0) }.map(\.permission))
    return """
      <ul class="policy">\(policy.allow.map { item($0, isAllowed: true, denied: denied) })\
      \(policy.deny.map { item($0, isAllowed: false, denied: []) })</ul>
      """
  }

  private func item(_ entry: String, isAllowed: Bool, denied: Set<String>) -> HTML {
    let covered = permissions(of: entry)
    let requests = covered.flatMap { permission in
      denied.contains(permission.permission)
        ? []
        : permission.endpoints.map { endpoint in
          "<li>\(endpoint.words) <span class=\"hint\">\(permission.description)</span></li>" as HTML
        }
    }
    let verb: HTML = isAllowed ? .badge("may", .good) : .badge("may not", .bad)
    let note =
      covered.isEmpty
      ? "not in the catalogue now: stands for nothing"
      : entry.hasSuffix("/*") ? "all \(covered.count.counted("action"))" : covered[0].description
    return """
      <li>\(verb) <code>\(entry)</code> <span class="hint">\(note)</span>
      \(requests.isEmpty ? nil : requestList(requests))</li>
      """
  }

  private func requestList(_ requests: [HTML]) -> HTML {
    """
    <details\(requests.count > 12 ? .empty : " open")><summary>\(requests.count.counted("kind")) of request</summary>\
    <ul>\(requests)</ul></details>
    """
  }
}
