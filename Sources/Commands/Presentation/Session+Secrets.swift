import JSON
import SystemCalls
import WireProtocol

extension Session {
  /// Calls a method that answers with a secret, puts the secret into the file, and shows the rest.
  ///
  /// The file is made before the service is asked: who can't keep a secret gets none. A refusal leaves no file behind.
  /// - Parameter noun: What the secret is, such as "token".
  func show<M: Method>(
    _ method: M, from service: ServiceName, keeping noun: String, in file: PrivateFile
  ) async throws where M.Reply: SecretBearing {
    let (answer, fault) = try await interruptible(M.self) {
      try await file.make(on: host) { descriptor in
        let answer = try await connect(to: service).answer(to: method)
        return (answer, descriptor.fault(writing: (try answer.reply().newSecret?.revealed ?? "") + "\n"))
      }
    }
    if fault != nil { file.remove() }
    // What was made is told also where its secret is lost, and the file outlives a reader of standard output that has
    // gone.
    try deliver(answer.result, of: M.name, isChange: M.effect.isChange) {
      if isJSON {
        try write(answer.json(without: M.Reply.secretMember))
      } else {
        try host.write(FieldList(answer.reply().openFields).rendered())
      }
      if let fault { throw OutputFault(place: "the \(noun) can't be written to \(file.path)", cause: fault) }
    }
    if !isJSON { note("the \(noun) is in \(file.path), which only you may read") }
  }

  /// Says what is not known of a change when the process is told to end.
  private func interruptible<M: Method, Value>(_ method: M.Type, _ body: () async throws -> Value) async throws -> Value
  {
    do { return try await body() } catch var interruption as Interruption where M.effect.isChange {
      interruption.consequence =
        "it is not known whether \(M.name) was carried out; \(repetition) makes sure that it is, once"
      throw interruption
    }
  }

  /// As above, or with a note where the secret is shown as there is no file for it. R14: it is not told again.
  func show<M: Method>(_ method: M, from service: ServiceName, secretIn file: PrivateFile?) async throws
  where M.Reply: SecretBearing {
    if let file { return try await show(method, from: service, keeping: "secret", in: file) }
    try await show(method, from: service)
    if !isJSON { note("store the secret now, it is not shown again; --secret-file FILE puts it into a file instead") }
  }
}

extension Descriptor {
  fileprivate func fault(writing text: String) -> SystemError? {
    do throws(SystemError) { try write(text) } catch { return error }
    return nil
  }
}

extension Answer {
  /// The result as it came, less one member.
  fileprivate func json(without name: String) -> [UInt8] {
    var bytes = [UInt8(ascii: "{")]
    for member in result.children where member.name != name {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      JSONString.append(member.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(contentsOf: member.text)
    }
    return bytes + [UInt8(ascii: "}")]
  }
}
