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
    let (answer, fault) = try await file.make { descriptor in
      let answer = try await connect(to: service).answer(to: method)
      return (answer, descriptor.fault(writing: try answer.reply().secret.revealed + "\n"))
    }
    // What was made is told also where its secret is lost, and the file outlives a reader of standard output that has
    // gone.
    if isJSON {
      try write(answer.json(without: M.Reply.secretMember))
    } else {
      try host.write(FieldList(answer.reply().openFields).rendered())
    }
    if let fault {
      file.remove()
      throw OutputFault(place: "the \(noun) is lost, \(file.path) can't take it", cause: fault)
    }
    if !isJSON { note("the \(noun) is in \(file.path), which only you may read") }
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
