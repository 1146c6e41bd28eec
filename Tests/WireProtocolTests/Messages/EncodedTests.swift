import JSON
import Testing
import WireProtocol

@Suite struct EncodedTests {
  @Test("A page of encoded items is the page encoded", arguments: [0, 1, 3], [nil, "next \"page\""])
  func page(count: Int, token: String?) throws {
    let items = [ListedPermission](repeating: .example, count: count)
    let page = Page(items, nextPageToken: token)
    let encoded = Encoded<Page<ListedPermission>>.page(try items.map(Encoded.init), nextPageToken: token)
    #expect(encoded.json == (try MessageWriter.json(page)))
  }
}
