/// A change that is under way, on the page that was in place when it began.
package struct AnnouncedChange: Sendable {
  let slots: Range<Int>
  let page: MappedPage

  init(slots: Range<Int>, page: MappedPage) {
    self.slots = slots
    self.page = page
    page.add(ChangePage.oneUnderWay, to: slots)
  }

  func finish() {
    page.add(ChangePage.oneDone - ChangePage.oneUnderWay, to: slots)
  }
}
