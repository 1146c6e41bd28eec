import Testing

/// Two changes, by one instance or two, and a reader, while something happens to the page and instances are killed: in
/// every order of their steps.
@Suite(.timeLimit(.minutes(5))) struct InterleavingTests {
  @Test(
    """
    R7: in no order of steps is an answer used that an acknowledged change contradicts; after a restart what is \
    committed is seen
    """, arguments: Scenario.all)
  func everyOrder(scenario: Scenario) throws {
    let page = try PageFixture()
    var count = 0
    try scenario.forEachSchedule { schedule, ending in
      count += 1
      let fault = try ModelRun(scenario, page).fault(in: schedule, ending)
      page.clear()
      #expect(fault == nil, "\(schedule.map { "\($0.actor) \($0.step)" }) \(ending)")
    }
    #expect(count == scenario.orders)
  }
}
