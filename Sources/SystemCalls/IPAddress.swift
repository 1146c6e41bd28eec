import Glibc

/// An IPv4 or IPv6 address. An IPv4-mapped one (RFC 4291 section 2.5.5.2) is the IPv4 address that it stands for.
package struct IPAddress: Hashable, Sendable {
  /// The 128 bits.
  private let high: UInt64
  private let low: UInt64

  private static let mapped: UInt64 = 0xFFFF << 32

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// - Parameter bytes: 4 or 16 of them, in network order; `nil` for another number.
  package init?(bytes: some Collection<UInt8>) {
    switch bytes.count {
    case 4: self.init(high: 0, low: Self.mapped | bytes.reduce(0) { $0 << 8 | UInt64($1) })
    case 16:
      self.init(
        high: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
        low: bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) })
    default: return nil
    }
  }

  package var isOfVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }

  /// How many bits an address of this version has.
  var length: Int { isOfVersion4 ? 32 : 128 }

  /// The address without all but its first bits.
  func masked(to length: Int) -> IPAddress {
    let bits = isOfVersion4 ? length + 96 : length
    return IPAddress(
      high: bits >= 64 ? high : high & ~(UInt64.max >> bits), low: bits <= 64 ? 0 : low & ~(.max >> (bits - 64)))
  }

  /// The network that one host is taken to have whole: a /64 of IPv6 (RFC 6177), an address of IPv4.
  package var network: IPAddress { isOfVersion4 ? self : masked(to: 64) }
}

extension IPAddress: LosslessStringConvertible {
  /// As inet_pton(3) reads it.
  package init?(_ text: String) {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 {
      self.init(bytes: bytes.prefix(4))
    } else if inet_pton(AF_INET6, text, &bytes) == 1 {
      self.init(bytes: bytes)
    } else {
      return nil
    }
  }

  package var description: String {
    let bytes = [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    inet_ntop(
      isOfVersion4 ? AF_INET : AF_INET6, isOfVersion4 ? Array(bytes.suffix(4)) : bytes, &text, socklen_t(text.count))
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// Addresses that begin with the same bits (RFC 4632).
package struct IPAddressRange: Hashable, Sendable {
  private let first: IPAddress
  private let length: Int

  package func contains(_ address: IPAddress) -> Bool {
    address.isOfVersion4 == first.isOfVersion4 && address.masked(to: length) == first
  }
}

extension IPAddressRange {
  /// `192.0.2.1`, `192.0.2.0/24` or `2001:db8::/32`; `nil` for anything else, also where bits behind the prefix are
  /// set.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let address = IPAddress(String(parts[0])) else { return nil }
    let isPlain = parts.count == 1
    guard let length = isPlain ? address.length : Int(parts[1]), (0...address.length).contains(length),
      address.masked(to: length) == address
    else { return nil }
    self.init(first: address, length: length)
  }
}
