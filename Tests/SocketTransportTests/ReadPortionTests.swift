import Testing

@testable import SocketTransport

struct ReadPortionTests {
  @Test(
    "What is read at once holds as many requests as are meant, or up to twice as many, whatever their length",
    arguments: [(100, 2048), (240, 4096), (500, 8192), (900, 16_384), (100_000, 16_384)])
  func length(length: Int, bytes: Int) {
    var portion = ReadPortion(requests: 16)
    for _ in 1...50 { portion.note(length: length) }
    let isOther = portion.adapt(isTooSmall: false)
    let isOtherAgain = portion.adapt(isTooSmall: false)
    #expect(isOther == (bytes != ReadPortion.smallest) && !isOtherAgain)
    #expect(portion.bytes == bytes)
  }

  @Test("It follows a client whose requests become shorter, and one that sends a long message")
  func change() {
    var portion = ReadPortion(requests: 16)
    var sizes: [Int] = []
    func adapt(isTooSmall: Bool) {
      _ = portion.adapt(isTooSmall: isTooSmall)
      sizes.append(portion.bytes)
    }
    portion.note(length: 900)
    adapt(isTooSmall: false)
    for _ in 1...50 { portion.note(length: 100) }
    adapt(isTooSmall: false)
    for _ in 1...4 { adapt(isTooSmall: true) }
    #expect(sizes == [16_384, 2048, 4096, 8192, 16_384, 16_384])
  }
}
