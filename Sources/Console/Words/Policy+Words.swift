import Permissions
import WireProtocol

extension PermissionBook {
  /// A policy, as what it lets a client do.
  func words(of policy: Policy) -> HTML {
    let decided = self.policy(allow: policy.allow, deny: policy.deny)
    return """
      <ul class="policy">\(policy.allow.map { item($0, .badge("may", .good)) { decided.allows($0.permission) } })\
      \(policy.deny.map { item($0, .badge("may not", .bad)) { _ in true } })</ul>
      """
  }

  /// What an entry of a policy stands for, in a few words.
  func meaning(of entry: String) -> String {
    let actions = permissions(of: entry).count { $0.permission != entry }
    if actions > 0 { return "all \(actions.counted("action"))" }
    return self[entry]?.description ?? "not in the catalogue now: stands for nothing"
  }

  /// - Parameter isTold: Of which permissions the requests are shown.
  private func item(_ entry: String, _ verb: HTML, _ isTold: (ListedPermission) -> Bool) -> HTML {
    let told = permissions(of: entry).filter(isTold)
    let requests = told.flatMap { permission in
      self.requests(of: permission).map { endpoint in
        "<li>\(endpoint.words) <span class=\"hint\">\(permission.description)</span></li>" as HTML
      }
    }
    return """
      <li>\(verb) <code>\(entry)</code> <span class="hint">\(meaning(of: entry))</span>
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
