/// How many answers of each kind are kept: as many as two hash tables of 32,768 buckets take.
enum KeptAnswers {
  static let limit = 49_152
}
