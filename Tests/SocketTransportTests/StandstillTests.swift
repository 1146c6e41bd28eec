import Testing

@testable import SocketTransport

@Suite struct StandstillTests {
  @Test("It counts in how many looks in a row the number is the same; a first look counts nothing")
  func looks() {
    var standstill = Standstill()
    let looks = [7, 7, 7, 8, 8, 7].map { number in
      standstill.look(at: number)
      return standstill.looks
    }
    #expect(looks == [0, 1, 2, 0, 1, 0])
    standstill.end()
    standstill.look(at: 7)
    #expect(standstill.looks == 0)
  }
}
