/// Which bytes of a matched path are the SID of the account that owns the resource.
struct AccountCapture: Sendable, Equatable {
  let segment: Int
  let prefixLength: Int
  let suffixLength: Int

  /// The parameter named `AccountSid`. Without one, a SID right below `Accounts` (`/2010-04-01/Accounts/{Sid}.json`):
  /// there the resource is the account itself, and rule R11 must hold for it too.
  init?(segments: [SegmentPattern], names: [ArraySlice<UInt8>?]) {
    let position =
      names.firstIndex { $0?.elementsEqual("AccountSid".utf8) == true }
      ?? segments.indices.dropFirst().first { index in
        segments[index - 1].isLiteral("Accounts") && segments[index].isSID
      }
    guard let position, case .parameter(let parameter) = segments[position] else { return nil }
    segment = position
    prefixLength = parameter.prefix.count
    suffixLength = parameter.suffix.count
  }
}
