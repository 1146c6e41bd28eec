import ArgumentParser
import OpenAPI
import Permissions
import SystemCalls
import WireProtocol

extension PermissionCommand {
  struct Import: LocalCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Turns an OpenAPI document into a catalogue.",
      discussion: """
        GET of a collection becomes list, GET of an item read, POST to a collection
        create, POST, PUT or PATCH to an item update, DELETE delete. Where an
        operation has x-permission, or one scope in its security, that is its
        permission. What can't be mapped is named with the reason.

        Examples:
          oauthctl permission import openapi.yaml --namespace shop \\
            --resource https://api.shop.example --output shop.json
          oauthctl permission check shop.json
        """)

    @Argument(
      help: "An OpenAPI document of version 3.0 or 3.1, YAML or JSON; - reads standard input.", completion: .file())
    var document: String
    @Option(help: "First part of the permissions' names, such as shop.") var namespace: String
    @Option(
      help: ArgumentHelp("The URI that tokens for this API are asked for with.", valueName: "uri"),
      transform: ResourceIdentifier.init(argument:))
    var resource: ResourceIdentifier?
    @Option(
      help: ArgumentHelp("Write the catalogue to this file, in place of what it holds.", valueName: "file"),
      completion: .file())
    var output: String?

    func run(on host: Host) throws {
      let draft = try CatalogueDraft(try read(on: host), namespace: namespace, resource: resource)
      if let output {
        try OutputFile(path: output, content: "the catalogue").write(draft.text)
      } else {
        try host.write(draft.text)
      }
      for operation in draft.renamed {
        host.report("oauthctl: named by its path, as it needs several scopes: \(operation.printable)\n")
      }
      for unmapped in draft.unmapped {
        host.report("oauthctl: not mapped: \("\(unmapped.operation): \(unmapped.reason)".printable)\n")
      }
      host.report(
        "oauthctl: \(draft.mappedCount) operations are mapped to \(draft.permissions.count) permissions, "
          + "\(draft.unmapped.count) are not mapped\n")
    }

    private func read(on host: Host) throws -> [UInt8] {
      do {
        let limit = DescriptionText.longest
        return document == "-" ? try host.readInput(limit) : try FileContent.read(document, limit: limit)
      } catch let fault as SystemError {
        throw UsageFault("the document can't be read: \(fault)")
      }
    }
  }
}

extension ResourceIdentifier {
  fileprivate init(argument: String) throws {
    do throws(ResourceFault) { try self.init(argument) } catch {
      throw UsageFault("\(argument.quoted) is no resource: \(error.clause)")
    }
  }
}
