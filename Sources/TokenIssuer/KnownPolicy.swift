import Permissions
import Synchronization

/// A policy with what follows from it for each token.
final class KnownPolicy: Sendable {
  /// What a token was asked for with. A scope is its bytes: texts that Unicode takes for equal are two.
  private struct Wish: Hashable {
    let audience: TokenAudience
    let scope: [UInt8]?
  }

  let permissions: PermissionPolicy
  /// The scope of a token that asks for nothing (R12): all that the policy allows of the APIs without a resource.
  let standardScope: TokenScope
  let known: KnownCatalogue
  /// All that the policy allows, sorted.
  private let everything: [String]
  /// The scopes that were granted to other wishes lately.
  private let granted = Mutex<[Wish: String]>([:])
  private let alive: LiveBytes
  private let bytes: Int

  /// The wishes that are kept, and the bytes that one may have.
  private static let mostWishes = 16
  private static let longestWish = 2048

  init(
    _ permissions: PermissionPolicy, _ form: ScopeForm, _ known: KnownCatalogue, alive: LiveBytes
  ) throws(ScopeError) {
    everything = try permissions.grant(requested: nil, form: form)
    let text = everything.filter { known.standardAudience.has(known.api(of: $0)) }.joined(separator: " ")
    self.permissions = permissions
    self.known = known
    self.alive = alive
    standardScope = TokenScope(text, known.names, keepsText: true)
    bytes = Self.bytes(permissions, everything, text)
    alive.add(bytes)
  }

  deinit { alive.add(-bytes - granted.withLock { $0.reduce(0) { $0 + Self.bytes($1.key, $1.value) } }) }

  /// The scope of a token (R12, R20).
  /// - Parameter scope: Asked for; `nil`: all that the policy allows of the APIs.
  /// - Returns: `nil` if that is nothing.
  /// - Throws: ``ScopeError`` with what is not allowed, or not of these APIs.
  func scope(for audience: TokenAudience, askedFor scope: String?) throws(ScopeError) -> String? {
    if scope == nil, audience === known.standardAudience {
      return standardScope.text.isEmpty ? nil : standardScope.text
    }
    let wish = Wish(audience: audience, scope: scope.map { Array($0.utf8) })
    if let text = granted.withLock({ $0[wish] }) { return text }
    let names = scope?.split(separator: " ").map(String.init)
    let allowed = try names.map { names throws(ScopeError) in try permissions.grant(requested: names) } ?? everything
    let covered = allowed.filter { audience.has(known.api(of: $0)) }
    guard names == nil || covered.count == allowed.count else {
      throw ScopeError(refused: allowed.filter { !audience.has(known.api(of: $0)) })
    }
    guard !covered.isEmpty else { return nil }
    let text = covered.joined(separator: " ")
    keep(text, for: wish)
    return text
  }

  /// What is left of a scope that a token was granted, perhaps under another policy or catalogue (R17, R20).
  func scope(leftOf granted: String, for audience: TokenAudience) -> TokenScope {
    guard audience !== known.standardAudience || granted != standardScope.text else { return standardScope }
    let left = permissions.remainder(of: GrantedScope(scope: granted).permissions).filter {
      audience.has(known.api(of: $0))
    }.joined(separator: " ")
    return left == standardScope.text ? standardScope : TokenScope(left, known.names)
  }

  /// All that the policy allows, space-delimited; `nil` for nothing.
  var everythingAllowed: String? { everything.isEmpty ? nil : everything.joined(separator: " ") }

  /// The APIs that the policy has permissions of, sorted.
  var resources: [String] { Set(everything.compactMap { known.catalogue.resource(of: $0)?.text }).sorted() }

  private func keep(_ text: String, for wish: Wish) {
    let bytes = Self.bytes(wish, text)
    guard bytes <= Self.longestWish else { return }
    granted.withLock { granted in
      if granted.count >= Self.mostWishes {
        alive.add(-granted.reduce(0) { $0 + Self.bytes($1.key, $1.value) })
        granted = [:]
      }
      if granted.updateValue(text, forKey: wish) == nil { alive.add(bytes) }
    }
  }

  /// About what a policy takes: its names, the sets that they are in, and the text of its scope.
  private static func bytes(_ permissions: PermissionPolicy, _ everything: [String], _ text: String) -> Int {
    (permissions.allow + permissions.deny).reduce(512 + text.utf8.count + 16 * everything.count) {
      $0 + 128 + $1.utf8.count
    }
  }

  private static func bytes(_ wish: Wish, _ text: String) -> Int {
    96 + text.utf8.count + (wish.scope?.count ?? 0)
  }
}
