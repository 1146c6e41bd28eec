/// The reply of a method that has nothing to tell but that it is done: `{}`.
package struct NoContent: Codable, Equatable, Sendable {
  package init() {}
}
