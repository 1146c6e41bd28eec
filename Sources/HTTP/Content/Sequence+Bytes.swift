extension Sequence<UInt8> {
  /// Whether all bytes are meant.
  ///
  /// Each is looked at, whatever those before it are: so the processor takes many at a time, and a token a tenth of the
  /// time that `allSatisfy` takes.
  @inlinable package func consists(of isMeant: (UInt8) -> Bool) -> Bool {
    withContiguousStorageIfAvailable { bytes in
      var others: UInt8 = 0
      for byte in bytes { others |= isMeant(byte) ? 0 : 1 }
      return others == 0
    } ?? allSatisfy(isMeant)
  }
}
