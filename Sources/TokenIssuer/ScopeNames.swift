import Permissions

/// The names that a scope can hold, by number: all permissions of the catalogue and the wildcards that cover them.
final class ScopeNames: Sendable {
  private let names: [String]
  private let numbers: [String: UInt32]
  /// Of each name the number of the wildcard that covers it; of a wildcard its own.
  private let wildcards: [UInt32]

  init(_ catalogue: Catalogue) {
    var names: [String] = []
    var numbers: [String: UInt32] = [:]
    func number(_ name: String) -> UInt32 {
      if let number = numbers[name] { return number }
      let number = UInt32(truncatingIfNeeded: names.count)
      names.append(name)
      numbers[name] = number
      return number
    }
    var pairs: [(UInt32, UInt32)] = []
    for permission in catalogue.permissions {
      let wildcard = PermissionName.wildcard(covering: permission.name).map(number)
      let own = number(permission.name)
      pairs.append((own, wildcard ?? own))
    }
    var wildcards = names.indices.map { UInt32(truncatingIfNeeded: $0) }
    for (name, wildcard) in pairs { wildcards[Int(name)] = wildcard }
    self.names = names
    self.numbers = numbers
    self.wildcards = wildcards
  }

  /// The numbers of a scope's names, in their order. Names that the catalogue does not have any more are left out: they
  /// permit nothing.
  func numbers(of scope: String) -> [UInt32] {
    scope.split(separator: " ").compactMap { numbers[String($0)] }
  }

  /// A scope as it is written.
  func text(of scope: [UInt32]) -> String {
    scope.map { names[Int($0)] }.joined(separator: " ")
  }

  /// Whether a scope has a permission itself or the wildcard that covers it.
  func holds(_ scope: [UInt32], _ permission: String) -> Bool {
    guard let number = numbers[permission] else { return false }
    let wildcard = wildcards[Int(number)]
    return scope.contains { $0 == number || $0 == wildcard }
  }
}
