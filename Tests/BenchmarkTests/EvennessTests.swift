import Benchmark
import Testing

struct EvennessTests {
  @Test(
    "Equal shares have index 1, one that has all has an n-th, and nothing to share has none",
    arguments: [([5, 5, 5, 5], 1, 1), ([4, 0, 0, 0], 0.25, 0), ([1, 3], 0.8, 1 / 3)] as [([Int], Double, Double)])
  func evenness(shares: [Int], index: Double, leastOverMost: Double) throws {
    let evenness = try #require(Evenness(shares))
    #expect(abs(evenness.index - index) < 1e-9 && abs(evenness.leastOverMost - leastOverMost) < 1e-9)
  }

  @Test("Where nobody got anything there is none", arguments: [[], [0, 0]])
  func nothing(shares: [Int]) {
    #expect(Evenness(shares) == nil)
  }
}
