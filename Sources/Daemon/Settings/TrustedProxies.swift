package import SystemCalls

/// The proxies whose word on their clients is believed.
package struct TrustedProxies: SettingText {
  package static let form = "addresses, networks such as 10.0.0.0/8, and the word unix, with ',' between them"
  package static let sample = TrustedProxies()
  private var ranges: [IPAddressRange] = []
  /// Whoever connects to a Unix socket is one.
  package private(set) var includesUnixPeers = false

  package init() {}

  package func contains(_ address: IPAddress) -> Bool { ranges.contains { $0.contains(address) } }
}

extension TrustedProxies {
  package init?(reading text: String) {
    for word in text.settingWords {
      if word == "unix" {
        includesUnixPeers = true
      } else if let range = IPAddressRange(word) {
        ranges.append(range)
      } else {
        return nil
      }
    }
  }
}

extension String {
  /// What stands between commas, without blanks around it.
  var settingWords: [Substring] {
    split(separator: ",", omittingEmptySubsequences: false).map { word in
      let start = word.drop { $0 == " " }
      return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
    }
  }
}
