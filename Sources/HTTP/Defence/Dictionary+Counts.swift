extension Dictionary where Value == Int {
  /// Counts one less; what has none left is forgotten.
  mutating func decrease(_ key: Key) {
    self[key] = self[key].flatMap { $0 > 1 ? $0 - 1 : nil }
  }
}
