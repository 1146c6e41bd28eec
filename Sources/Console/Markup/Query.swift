import HTTP

/// The part of a link behind "?".
struct Query: Sendable {
  private var pairs: [(name: String, value: String)] = []

  init(_ pairs: KeyValuePairs<String, String?> = [:]) {
    for (name, value) in pairs { add(name, value) }
  }

  private mutating func add(_ name: String, _ value: String?) {
    if let value, !value.isEmpty { pairs.append((name, value)) }
  }

  func with(_ name: String, _ value: String?) -> Query {
    var query = self
    query.add(name, value)
    return query
  }

  /// With "?", or empty.
  var text: String {
    pairs.isEmpty ? "" : "?" + pairs.map { "\($0.name)=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
  }
}
