import Crypto

/// Brings so many random bytes: the system's, or a test's.
package typealias RandomBytes = @Sendable (_ count: Int) -> [UInt8]

/// Bytes of the kernel's cryptographic random source.
package let systemRandomBytes: RandomBytes = { count in
  SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes(Array.init)
}
