import FoundationEssentials
import Testing

@testable import Permissions

/// Ordinary catalogue files are read without a decoder: nobody may notice.
@Suite struct DirectReadingTests {
  private func direct(_ text: Data) -> CatalogueFile? { text.withUnsafeBytes(CatalogueFile.init(direct:)) }

  @Test("The installed catalogue is read directly, and as the decoder reads it")
  func installed() throws {
    let text = try #require(FileManager.default.contents(atPath: "\(RealCatalogue.directory)/twilio.json"))
    let decoded = try JSONDecoder().decode(CatalogueFile.self, from: text)
    let file = try #require(direct(text))
    #expect(file.version == decoded.version)
    #expect(file.namespace == decoded.namespace)
    #expect(file.permissions == decoded.permissions)
  }

  @Test(
    "Anything out of the ordinary is left to the decoder",
    arguments: [
      "", "[]", "{}", #"{"version":1}"#, #"{"permissions":[]}"#, #"{"version":1.0,"permissions":[]}"#,
      #"{"version":1,"permissions":null}"#,
      #"{"version":1,"version":1,"permissions":[]}"#, #"{"version":1,"permissions":[],"namespace":null}"#,
      #"{"version":1,"permissions":[]} x"#,
      #"{"version":1,"permissions":[{"permission":"/a/b/c/d","description":""}]}"#, #"{"version":1,"permissions":[7]}"#,
      #"{"version":1,"permissions":[{"permission":"/a/b/c/d","description":"","#
        + #""endpoints":[{"method":"GET","host":"h"}]}]}"#,
    ])
  func unusual(text: String) {
    #expect(direct(Data(text.utf8)) == nil)
  }
}
