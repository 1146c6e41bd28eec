import Storage
import WireProtocol

/// A way through clients in the order of an index. A page begins where the one before has ended, at the same cost
/// wherever that is.
struct ClientWalk<C: RegisteredClient> {
  enum Order {
    /// As they were created.
    case id
    /// By a column, the first value of which is known, then by SID.
    case column(String, from: any ColumnValue)
    /// By account, then as they were created.
    case account
  }

  let order: Order
  /// What is looked up in the index, one after the other, no two of which fit one client. None: all clients.
  private let alternatives: [Condition]

  init(_ order: Order, _ alternatives: Condition...) {
    self.init(order, anyOf: alternatives)
  }

  init(_ order: Order, anyOf alternatives: [Condition]) {
    self.order = order
    self.alternatives = alternatives
  }

  /// The rows that fulfil the conditions too, in this order: those of the alternatives are merged, none is sorted.
  func query(_ shown: String, where conditions: [Condition]) -> (sql: String, values: [any ColumnValue]) {
    let active = [Condition("\(C.table).state = 'active'")]
    let ways = alternatives.isEmpty ? [active] : alternatives.map { active + [$0] }
    let parts = ways.map { way in
      Condition("SELECT \(shown) FROM \(source) WHERE \((way + conditions).sql)", values: (way + conditions).values)
    }
    return ("\(parts.map(\.sql).joined(separator: " UNION ALL ")) ORDER BY \(columns)", parts.values)
  }

  /// Where rows are read from, in this order.
  private var source: String {
    guard case .account = order else { return C.source }
    return """
      accounts CROSS JOIN \(C.table) ON \(C.table).account_sid = accounts.sid
        LEFT JOIN accounts AS parents ON parents.sid = accounts.parent_sid
      """
  }

  private var columns: String {
    switch order {
    case .id: "\(C.table).id"
    case .column(let name, _): "\(C.table).\(name), \(C.table).sid"
    case .account: "accounts.id, \(C.table).id"
    }
  }

  /// The columns `id` and `place`, which tell a row's position.
  var position: String {
    let place =
      switch order {
      case .id: "''"
      case .column(let name, _): "\(C.table).sid || ' ' || \(C.table).\(name)"
      case .account: "CAST(accounts.id AS TEXT)"
      }
    return "\(C.table).id AS id, \(place) AS place"
  }

  func after(_ position: PagePosition) -> [Condition] { beside(position, ">", otherAccounts: 0) }

  func upTo(_ position: PagePosition) -> [Condition] { beside(position, "<=", otherAccounts: .max) }

  /// - Parameter otherAccounts: What ids are compared with in every account but the position's.
  private func beside(_ position: PagePosition, _ comparison: String, otherAccounts: Int64) -> [Condition] {
    let table = C.table
    switch order {
    case .id: return [Condition("\(table).id \(comparison) ?", position.rowID)]
    case .column(let name, let first):
      let (sid, value) = position.sidAndValue(from: first)
      return [Condition("(\(table).\(name), \(table).sid) \(comparison) (?, ?)", value, sid)]
    case .account:
      let account = Int64(position.key) ?? 0
      return [
        Condition("accounts.id \(comparison.first ?? "=")= ?", account),
        Condition(
          "\(table).id \(comparison) CASE accounts.id WHEN ? THEN ? ELSE ? END",
          account, position.rowID, otherAccounts),
      ]
    }
  }
}

extension PagePosition {
  /// - Parameter row: Holds `id` and `place`.
  init(row: Row) throws {
    self.init(rowID: try row.value("id"), key: try row.value("place"))
  }

  /// Before the first row there is no SID.
  fileprivate func sidAndValue(from first: any ColumnValue) -> (sid: String, value: any ColumnValue) {
    let parts = key.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return ("", first) }
    let text = String(parts[1])
    return (String(parts[0]), first is String ? text : Int(text) ?? first)
  }
}
