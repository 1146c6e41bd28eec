/// For how long a service keeps the entries of its audit trail.
package typealias AuditRetention = BoundedInteger<AuditRetentionRule>

package enum AuditRetentionRule: IntegerRule {
  package static let bounds = 1...3650
  package static let standard = 400
  package static let unit = "days"
}
