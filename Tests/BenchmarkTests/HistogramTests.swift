import Benchmark
import Testing

struct HistogramTests {
  @Test(
    "Percentiles are those of the sorted values, to within a hundredth", arguments: [50.0, 90, 99, 99.9, 99.99, 100])
  func percentiles(percent: Double) throws {
    // Spread over eight powers of ten, as latencies are.
    let values = (0..<20_000).map { _ in UInt64.random(in: 0...1_000_000_000) >> UInt64.random(in: 0...29) }.sorted()
    var histogram = Histogram()
    for value in values.shuffled() { histogram.record(value) }
    let exact = Double(values[Int((percent * Double(values.count) / 100).rounded(.up)) - 1])
    let told = Double(try #require(histogram.percentile(percent)))
    #expect(abs(told - exact) <= exact / 100, "\(percent) %: \(told), not \(exact)")
  }

  @Test("The smallest and the largest values that there can be have their place")
  func extremes() {
    var histogram = Histogram()
    for value in [0, 1, 127, 128, 255, 256, UInt64.max] { histogram.record(value) }
    #expect(histogram.percentile(1) == 0)
    #expect(histogram.maximum == .max)
    #expect(histogram.count == 7)
  }

  @Test("Two that are merged tell what one would that has seen it all")
  func merging() {
    var whole = Histogram()
    var parts = [Histogram(), Histogram()]
    for value in (0..<1000).map({ $0 * $0 }) {
      whole.record(UInt64(value))
      parts[value % 2].record(UInt64(value))
    }
    parts[0].merge(parts[1])
    for percent in stride(from: 5.0, through: 100, by: 5) {
      #expect(parts[0].percentile(percent) == whole.percentile(percent))
    }
    #expect(parts[0].count == whole.count)
  }

  @Test("Without values there is no percentile")
  func empty() {
    #expect(Histogram().percentile(50) == nil)
  }
}
