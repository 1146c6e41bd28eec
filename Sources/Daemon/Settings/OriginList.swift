/// Web origins (RFC 6454) whose scripts may read what the gateway answers.
package struct OriginList: SettingText {
  package static let form = "origins such as https://app.example, with ',' between them"
  package static let sample = OriginList()
  private var origins: Set<String> = []

  package init() {}

  package var isEmpty: Bool { origins.isEmpty }
  package func contains(_ origin: String) -> Bool { origins.contains(origin) }
}

extension OriginList {
  package init?(reading text: String) {
    for word in text.settingWords {
      // An origin is an issuer's URL without a path.
      guard let url = IssuerURL(reading: String(word)), word.utf8.count(where: { $0 == UInt8(ascii: "/") }) == 2
      else { return nil }
      origins.insert(url.text)
    }
  }
}
