import FoundationEssentials
import JSON
import TestSupport
import Testing

@testable import Commands

/// `oauthctl permission check` and `permission import`, which ask no service.
struct CatalogueCommandTests {
  private let services = ScriptedServices()
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func file(_ name: String, _ text: String) throws -> String {
    let path = "\(directory.path)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  private static func catalogue(_ name: String) -> String {
    #"{"version":1,"permissions":[{"permission":"\#(name)","description":""}]}"#
  }

  @Test("permission check tells what is in each file and in all together")
  func check() async throws {
    let files = [try file("a.json", Self.catalogue("a")), try file("b.json", Self.catalogue("b"))]
    let ending = await services.run("permission", "check", and: files)
    #expect(ending.status == 0 && ending.errors.isEmpty)
    #expect(
      ending.outputLines == [
        "\(files[0]): 1 permissions in 1 file", "\(files[1]): 1 permissions in 1 file",
        "together: 2 permissions in 2 files",
      ])
  }

  @Test("permission check ends with 1 and tells each file's fault with line, column, member and cure")
  func faults() async throws {
    let good = try file("a.json", Self.catalogue("a"))
    let bad = try file("b.json", "{\n \"version\": 1,\n \"permisions\": []}")
    let gone = "\(directory.path)/c.json"
    let ending = await services.run("permission", "check", bad, good, gone)
    #expect(ending.status == 1)
    #expect(ending.outputLines == ["\(good): 1 permissions in 1 file"])
    let errors = ending.errors.split(separator: "\n")
    #expect(
      errors.first?.hasPrefix("oauthctl: \(bad): line 3, column 16: permisions: there is no such member; ") == true)
    #expect(
      errors.first?.hasSuffix("write one of version, namespace, resource, permissions, or x-... for your own") == true)
    #expect(errors.last?.hasPrefix("oauthctl: \(gone): the file cannot be read; ") == true)
  }

  @Test("permission check finds what files that are right by themselves have in common")
  func together() async throws {
    let files = [try file("a.json", Self.catalogue("a")), try file("b.json", Self.catalogue("a"))]
    let ending = await services.run("permission", "check", and: files)
    #expect(ending.status == 1)
    #expect(ending.errors.contains("a is already defined (\(files[0]): permissions[0])"))
  }

  private static let document = """
    openapi: 3.0.0
    paths:
      /things:
        get: {}
        trace: {}
    """

  @Test("permission import prints a catalogue, and names on standard error what is not mapped")
  func imports() async throws {
    let path = try file("api.yaml", Self.document)
    let options = ["--namespace", "own", "--resource", "https://api.example"]
    for (argument, input) in [(path, ""), ("-", Self.document)] {
      let ending = await services.run("permission", "import", and: [argument] + options, input: input)
      #expect(ending.status == 0)
      let catalogue = try JSONDocument(Array(ending.output.utf8), limits: JSONLimits(depth: 8)).root
      #expect(catalogue["resource"]?.string == "https://api.example")
      #expect(ending.output.contains(#"{"method":"GET","host":"api.example","path":"/things"}"#))
      #expect(ending.errors.contains("not mapped: TRACE /things: TRACE is no method that needs a permission"))
      #expect(ending.errors.contains("1 operations are mapped to 1 permissions, 1 are not mapped"))
    }
  }

  @Test("permission import puts the catalogue in place of a file's content, and leaves nothing beside it")
  func output() async throws {
    let document = try file("api.yaml", Self.document)
    let output = try file("own.json", "old")
    let arguments = [document, "--namespace", "own", "--resource", "https://api.example", "--output", output]
    #expect(await services.run("permission", "import", and: arguments).status == 0)
    #expect(await services.run("permission", "check", output).status == 0)
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: directory.path)) == ["api.yaml", "own.json"])
    let nowhere = await services.run(
      "permission", "import", and: Array(arguments.dropLast()) + ["\(directory.path)/none/own.json"])
    #expect(nowhere.status == 74)
    #expect(nowhere.errors.contains("the catalogue can't be written to \(directory.path)/none/own.json"))
  }

  @Test("permission import refuses what is no document with 1, and what can't be read with 64; nothing is written")
  func refused() async throws {
    let document = try file("api.yaml", "openapi: 2.0\n")
    let output = "\(directory.path)/own.json"
    let ending = await services.run("permission", "import", document, "--namespace", "own", "--output", output)
    #expect(ending.status == 1)
    #expect(ending.errors.hasPrefix("oauthctl: openapi: version 2.0 is not read"))
    let gone = await services.run("permission", "import", "\(directory.path)/gone", "--namespace", "own")
    #expect(gone.status == 64)
    let relative = await services.run("permission", "import", document, "--namespace", "own", "--resource", "/x")
    #expect(relative.status == 64)
    #expect(relative.errors.contains("it is not absolute"))
    #expect(!FileManager.default.fileExists(atPath: output))
  }
}
