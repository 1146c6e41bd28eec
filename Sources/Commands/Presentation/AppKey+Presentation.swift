import WireProtocol

extension AppKey: Tabulated {
  static var columns: [Column<AppKey>] {
    [
      Column("THUMBPRINT") { $0.thumbprint.text }, Column("STATUS") { $0.status.rawValue },
      Column("ALG") { $0.jwk?.alg }, Column("KID") { $0.jwk?.kid }, Column("CREATED") { $0.dateCreated.description },
      Column("REMOVED") { $0.dateRemoved?.description },
    ]
  }
}
