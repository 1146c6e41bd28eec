/// Where a test looks into a store, or gets in its way.
package struct StoreHooks: Sendable {
  /// Sees each statement before it runs, with its values.
  package var statement: (@Sendable (String) -> Void)?
  /// Surrounds each attempt to open the database, on its thread.
  package var opening: @Sendable (_ open: () throws -> Void) throws -> Void = { open in try open() }

  package init() {}
}
