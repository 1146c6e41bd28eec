/// Counts in how many looks in a row a number has stayed the same.
struct Standstill {
  private var last: Int?
  private(set) var looks = 0

  mutating func look(at number: Int) {
    looks = number == last ? looks + 1 : 0
    last = number
  }

  mutating func end() {
    self = Standstill()
  }
}
