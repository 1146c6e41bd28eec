/// A pair as people paste it, made for these tests.
enum KeyTexts {
  static let publicPEM = """
    -----BEGIN PUBLIC KEY-----
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEG1FnGFTVRyUCjOFGiMNraC+rrLxc
    ez6MA8w/+qqhWGV2JNlqgD2qck/iJ7dBHBobyura4LyLi8pRpqFFO9dXsQ==
    -----END PUBLIC KEY-----

    """
  static let privatePEM = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgz/Oj3eR5cYu3m0Kr
    LDqGWqQUeePpS7U0IVElvaYp/vehRANCAAQbUWcYVNVHJQKM4UaIw2toL6usvFx7
    PowDzD/6qqFYZXYk2WqAPapyT+Int0EcGhvK6trgvIuLylGmoUU711ex
    -----END PRIVATE KEY-----

    """
}
