import FoundationEssentials

/// A temporary directory of catalogue files, removed with its object.
final class CatalogueDirectory {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "permissions-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ text: String, to name: String) throws {
    try write(bytes: Array(text.utf8), to: name)
  }

  func write(bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
  }

  func makeDirectory(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: false)
  }

  /// Writes a file whose permissions each have the endpoint `GET api.example.com/NAME`.
  func define(_ names: [String], in file: String) throws {
    let entries = names.map { name in
      #"{"permission":"\#(name)","description":"","endpoints":[{"method":"GET","host":"api.example.com","#
        + #""path":"\#(name)"}]}"#
    }
    try write(#"{"version":1,"permissions":[\#(entries.joined(separator: ","))]}"#, to: file)
  }

  func mask(_ name: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: "/dev/null")
  }
}
