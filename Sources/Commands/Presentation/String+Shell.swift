extension String {
  /// The text as one word of a shell's command line.
  var quotedForShell: String {
    let isPlain = utf8.allSatisfy {
      UnicodeScalar($0).properties.isAlphabetic || "0123456789/._-+:@%,=".utf8.contains($0)
    }
    return isPlain && !isEmpty ? self : "'\(replacing("'", with: #"'\''"#))'"
  }
}
