import JOSE
import Testing

@Suite("Signing keys")
struct SigningKeyTests {
  private let keyEncryptionKey: KeyEncryptionKey

  init() throws { keyEncryptionKey = try KeyEncryptionKey([UInt8](repeating: 7, count: 32)) }

  @Test("ES256 is what is generated unless told otherwise, and each key is new")
  func generate() throws {
    let key = try SigningKey.generate()
    #expect(key.algorithm == .es256)
    #expect(try SigningKey.generate().kid != key.kid)
  }

  @Test("the algorithms are known by their JOSE names, and none is not one of them")
  func algorithmNames() {
    #expect(SignatureAlgorithm.allCases.map(\.rawValue) == ["ES256", "RS256", "EdDSA"])
    for name in ["none", "None", "HS256", "es256", "PS256", ""] { #expect(SignatureAlgorithm(rawValue: name) == nil) }
  }

  @Test("a private key survives export and import", arguments: SignatureAlgorithm.allCases)
  func rawPrivateKey(algorithm: SignatureAlgorithm) throws {
    let key = try AccessTokenFixture(algorithm).key
    let copy = try SigningKey(rawPrivateKey: key.rawPrivateKey, algorithm: algorithm)
    #expect(copy.kid == key.kid)
    #expect(key.verificationKey.isValid(try copy.sign([1]), for: [1]))
  }

  @Test("bytes that are no private key are refused by the algorithm's name", arguments: SignatureAlgorithm.allCases)
  func invalidRawPrivateKey(algorithm: SignatureAlgorithm) {
    for bytes in [[], [1, 2, 3], [UInt8](repeating: 0xFF, count: 33)] {
      #expect(throws: KeyError.invalidPrivateKey(algorithm)) {
        try SigningKey(rawPrivateKey: bytes, algorithm: algorithm)
      }
    }
  }

  @Test("a sealed key opens again, and no two sealings are alike", arguments: SignatureAlgorithm.allCases)
  func seal(algorithm: SignatureAlgorithm) throws {
    let key = try AccessTokenFixture(algorithm).key
    let sealed = try key.seal(with: keyEncryptionKey)
    let opened = try SigningKey(sealed: sealed, kid: key.kid, algorithm: algorithm, keyEncryptionKey: keyEncryptionKey)
    #expect(opened.verificationKey.parameters == key.verificationKey.parameters)
    #expect(opened.rawPrivateKey == key.rawPrivateKey)
    #expect(try key.seal(with: keyEncryptionKey) != sealed)
    #expect(sealed.count == key.rawPrivateKey.count + 28)
  }

  @Test(
    "a sealed key does not open when a byte, the key id or the key-encryption key is another, or when it is cut short")
  func tamperedSeal() throws {
    let key = try AccessTokenFixture().key
    let sealed = try key.seal(with: keyEncryptionKey)
    func open(_ sealed: [UInt8], kid: String, with encryptionKey: KeyEncryptionKey) -> KeyError? {
      #expect(throws: KeyError.self) {
        try SigningKey(sealed: sealed, kid: kid, algorithm: .es256, keyEncryptionKey: encryptionKey)
      }
    }
    for index in sealed.indices {
      var altered = sealed
      altered[index] ^= 0x80
      #expect(open(altered, kid: key.kid, with: keyEncryptionKey) == .cannotUnseal(kid: key.kid))
    }
    for length in [0, 1, 27, 28, sealed.count - 1] {
      #expect(open([UInt8](sealed.prefix(length)), kid: key.kid, with: keyEncryptionKey) == .cannotUnseal(kid: key.kid))
    }
    #expect(open(sealed, kid: "another", with: keyEncryptionKey) == .cannotUnseal(kid: "another"))
    let another = try KeyEncryptionKey([UInt8](repeating: 8, count: 32))
    #expect(open(sealed, kid: key.kid, with: another) == .cannotUnseal(kid: key.kid))
  }

  @Test("a sealed key does not open as a key for another algorithm")
  func sealedForAnotherAlgorithm() throws {
    let key = try AccessTokenFixture(.es256).key
    let sealed = try key.seal(with: keyEncryptionKey)
    #expect(throws: KeyError.self) {
      try SigningKey(sealed: sealed, kid: key.kid, algorithm: .edDSA, keyEncryptionKey: keyEncryptionKey)
    }
  }

  @Test("a key-encryption key has 32 bytes", arguments: [0, 16, 31, 33, 64])
  func keyEncryptionKeyLength(count: Int) {
    #expect(throws: KeyError.keyEncryptionKeyLength(bytes: count)) {
      try KeyEncryptionKey([UInt8](repeating: 1, count: count))
    }
  }

  @Test("no printed or dumped form of a key holds key material", arguments: SignatureAlgorithm.allCases)
  func redaction(algorithm: SignatureAlgorithm) throws {
    let key = try AccessTokenFixture(algorithm).key
    let expected = "SigningKey(\(algorithm.rawValue), \(key.kid), private key not shown)"
    #expect("\(key)" == expected)
    #expect(String(reflecting: key) == expected)
    #expect(Mirror(reflecting: key).children.isEmpty)
    var dumped = ""
    dump(["key": key], to: &dumped)
    #expect(!dumped.contains("material") && dumped.contains(expected))
    dumped = ""
    dump(keyEncryptionKey, to: &dumped)
    #expect(dumped == "- KeyEncryptionKey(not shown)\n")
    #expect(
      "\(keyEncryptionKey) \(String(reflecting: keyEncryptionKey))"
        == "KeyEncryptionKey(not shown) KeyEncryptionKey(not shown)")
  }
}

extension SigningKeyTests {
  @Test("A sealed public half opens as what it is, and as no private key", arguments: SignatureAlgorithm.allCases)
  func sealedPublicHalf(algorithm: SignatureAlgorithm) throws {
    let key = try AccessTokenFixture(algorithm).key
    let encryptionKey = try KeyEncryptionKey([UInt8](repeating: 7, count: 32))
    let sealed = try key.verificationKey.seal(with: encryptionKey)
    let half = try VerificationKey(
      sealed: sealed, kid: key.kid, algorithm: algorithm, keyEncryptionKey: encryptionKey)
    #expect(half.parameters == key.verificationKey.parameters)
    #expect(half.isValid(try key.sign([1]), for: [1]))
    #expect(throws: KeyError.cannotUnseal(kid: key.kid)) {
      try SigningKey(sealed: sealed, kid: key.kid, algorithm: algorithm, keyEncryptionKey: encryptionKey)
    }
    #expect(throws: KeyError.cannotUnseal(kid: key.kid)) {
      try VerificationKey(
        sealed: try key.seal(with: encryptionKey), kid: key.kid, algorithm: algorithm, keyEncryptionKey: encryptionKey)
    }
    #expect(throws: KeyError.cannotUnseal(kid: "other")) {
      try VerificationKey(sealed: sealed, kid: "other", algorithm: algorithm, keyEncryptionKey: encryptionKey)
    }
  }
}
