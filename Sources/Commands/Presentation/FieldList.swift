import WireProtocol

/// One thing for people: a line `name: value` for each member, the values in one column.
struct FieldList {
  private let fields: [Field]

  init(_ fields: [Field]) {
    self.fields = fields.filter { !$0.values.isEmpty }
  }

  func rendered() -> String {
    let width = (fields.map(\.name.displayWidth).max() ?? 0) + 2
    return fields.map { $0.lines(width: width) }.joined()
  }
}

/// A member by its name on the wire.
struct Field {
  let name: String
  /// One for each line; none for a member that is missing, which is left out.
  let values: [String]

  init(_ name: String, _ value: String?) {
    self.init(name, lines: value.map { [$0] } ?? [])
  }

  init(_ name: String, _ value: some BinaryInteger) {
    self.init(name, String(value))
  }

  init(_ name: String, lines values: [String]) {
    self.name = name
    self.values = values
  }

  fileprivate func lines(width: Int) -> String {
    values.enumerated().map { index, value in
      (index == 0 ? "\(name):" : "").padded(to: width) + value.printable + "\n"
    }.joined()
  }
}

/// A reply that is shown as a list of fields.
protocol Detailed {
  var fields: [Field] { get }
}
