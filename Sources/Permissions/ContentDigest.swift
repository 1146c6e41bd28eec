/// Tells one set of files from another by their names and bytes. No defence against anybody: who writes the files may
/// write what they like.
struct ContentDigest {
  /// FNV-1a, 64 bits.
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  init(of sources: [CatalogueSource]) {
    for source in sources {
      add(source.path.utf8.split(separator: UInt8(ascii: "/")).last ?? Substring(source.path).utf8[...])
      add([0])
      add(source.text)
      add([0])
    }
  }

  /// 16 hexadecimal digits.
  var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}
