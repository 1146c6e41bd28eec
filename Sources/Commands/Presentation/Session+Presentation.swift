import JSON
import WireProtocol

extension Session {
  /// Calls a method and shows the one thing that it answers with.
  @discardableResult
  func show<M: Method>(_ method: M, from service: ServiceName) async throws -> Answer<M> where M.Reply: Detailed {
    let answer = try await connect(to: service).answer(to: method)
    try show(answer)
    return answer
  }

  func show<M: Method>(_ answer: Answer<M>) throws where M.Reply: Detailed {
    if isJSON { try write(answer.result.text) } else { try host.write(FieldList(answer.reply().fields).rendered()) }
  }

  /// Calls a method that answers with nothing but that it is done.
  func perform<M: Method>(_ method: M, on service: ServiceName, done sentence: String) async throws
  where M.Reply == NoContent {
    let answer = try await connect(to: service).answer(to: method)
    if isJSON { try write(answer.result.text) } else { try host.write(sentence.printable + "\n") }
  }

  /// Shows a list, page by page as it comes.
  func list<M: Method, Item: Tabulated>(
    _ pages: PageOptions, from service: ServiceName, _ method: (_ size: PageSize?, _ token: String?) -> M
  ) async throws where M.Reply == Page<Item> {
    let service = connect(to: service)
    var table = Table(Item.columns)
    var token = pages.pageToken
    repeat {
      let answer = try await service.answer(to: method(pages.pageSize, token))
      if isJSON { return try write(answer.result.text) }
      let page = try answer.reply()
      try host.write(table.rendered(page.items))
      token = page.nextPageToken
    } while token != nil && !pages.isOnePage
    if let token { note("there is more: --page-token \(token)") }
  }

  /// Prints JSON as it came, on its line.
  func write(_ json: some Collection<UInt8>) throws {
    try host.write(String(decoding: json, as: UTF8.self) + "\n")
  }
}
