/// Why a backup can't be made, or can't be restored, and what to do about it.
package struct BackupFault: Error, CustomStringConvertible {
  /// A clause that names the fault and the cure.
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
