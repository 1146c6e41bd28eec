import Benchmark
import Testing

struct BudgetTests {
  @Test(
    """
    A budget is met on its bound and on the good side of it, \
    and where nothing was measured it is neither met nor missed
    """,
    arguments: [
      (0.45, .atLeast, .met), (0.5, .atLeast, .met), (0.44, .atLeast, .notMet), (0.45, .atMost, .met),
      (0.46, .atMost, .notMet),
      (nil, .atLeast, .notMeasured), (nil, .atMost, .notMeasured),
    ] as [(Double?, Budget.Sense, Budget.Verdict)])
  func verdict(measured: Double?, sense: Budget.Sense, expected: Budget.Verdict) {
    #expect(Budget("rate", measured, sense, 0.45, "x").verdict == expected)
  }
}
