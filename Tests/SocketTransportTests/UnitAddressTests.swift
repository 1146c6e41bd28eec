import SocketTransport
import Testing
import WireProtocol

@Suite("The name of a connection for a credential")
struct UnitAddressTests {
  @Test(
    "It tells the unit, as systemd writes it",
    arguments: [
      ("dd7ef0c149c70afb/unit/report.service/access-token", "report.service"),
      (#"57c0ffee/unit/consumer@a\x20b.service/second-one"#, #"consumer@a\x20b.service"#),
      ("1/unit/data.mount/a", "data.mount"),
    ])
  func units(name: String, unit: String) {
    #expect(UnitAddress(name)?.unit.text == unit)
  }

  @Test("Who asks in systemd's place, as root may, gives the name that systemd would")
  func written() throws {
    let unit = try #require(UnitName(#"consumer@a\x20b.service"#))
    #expect(UnitAddress(UnitAddress.text(of: unit))?.unit == unit)
  }

  @Test(
    "Anything else is no such name",
    arguments: [
      "", "dd7e", "dd7e/unit/", "dd7e/unit/report.service", "dd7e/unit//access-token", "dd7e/unit/report/a",
      "dd7e/unit/report.timer/a", "dd7e/unit/../etc.service/a", "dd7e/unit/a b.service/c", "dd7e/unit/x@.service/c",
      "dd7e/unit/\u{fffd}.service/a", "dd7e/unit/\(String(repeating: "a", count: 250)).service/c",
    ])
  func others(name: String) {
    #expect(UnitAddress(name) == nil)
  }
}
