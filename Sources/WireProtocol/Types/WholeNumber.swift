/// An integer that is refused by its place: of a number that is none, `JSONDecoder` says that the whole text is not
/// valid JSON.
struct WholeNumber: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do { value = try container.decode(Int.self) } catch let error as DecodingError { throw error } catch {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected a whole number of at most 63 bits")
    }
  }
}
