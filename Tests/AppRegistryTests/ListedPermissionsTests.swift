import Permissions
import TestSupport
import Testing
import WireProtocol

@testable import AppRegistry

@Suite struct ListedPermissionsTests {
  private func addresses(_ permissions: [Encoded<ListedPermission>]) -> [UnsafePointer<UInt8>?] {
    permissions.map { permission in permission.json.withUnsafeBufferPointer { $0.baseAddress } }
  }

  @Test("A catalogue's permissions are encoded once for all lists, and anew for another catalogue")
  func kept() throws {
    let catalogue = World.catalogue
    let listed = ListedPermissions()
    let first = try listed.of(catalogue)
    let second = try listed.of(catalogue)
    #expect(first.count == catalogue.permissions.count)
    #expect(addresses(first) == addresses(second))
    let other = try Catalogue.example()
    #expect(try listed.of(other).count == other.permissions.count)
    let third = try listed.of(catalogue)
    #expect(addresses(third) != addresses(first) && third.map(\.json) == first.map(\.json))
  }
}
