import JSON
import WireProtocol

extension Session {
  /// Calls a method and shows the one thing that it answers with.
  @discardableResult
  func show<M: Method>(_ method: M, from service: ServiceName) async throws -> Answer<M> where M.Reply: Detailed {
    let answer = try await connect(to: service).answer(to: method)
    try deliver(answer)
    return answer
  }

  /// Shows what a method has answered with.
  func deliver<M: Method>(_ answer: Answer<M>) throws where M.Reply: Detailed {
    try deliver(answer.result, of: M.name, isChange: M.effect.isChange) {
      if isJSON { try write(answer.result.text) } else { try host.write(FieldList(answer.reply().fields).rendered()) }
    }
  }

  /// Calls a method that answers with nothing but that it is done.
  func perform<M: Method>(_ method: M, on service: ServiceName, done sentence: String) async throws
  where M.Reply == NoContent {
    let answer = try await connect(to: service).answer(to: method)
    try deliver(answer.result, of: M.name, isChange: M.effect.isChange) {
      if isJSON { try write(answer.result.text) } else { try host.write(sentence.printable + "\n") }
    }
  }

  /// Writes what a method has answered with. If that fails, a change is made all the same, and the failure says so.
  func deliver(_ result: JSONValue, of method: String, isChange: Bool, _ write: () throws -> Void) throws {
    do { try write() } catch var fault as OutputFault where isChange {
      let sid = result.isObject ? result["sid"]?.string.map { ", \($0)" } ?? "" : ""
      fault.consequence = "\(method) was carried out\(sid); \(repetition) shows its answer again"
      throw fault
    }
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
    if let token { note("there is more: --page-token=\(token)") }
  }

  /// Prints JSON as it came, on its line.
  func write(_ json: some Collection<UInt8>) throws {
    try host.write(String(decoding: json, as: UTF8.self) + "\n")
  }
}
