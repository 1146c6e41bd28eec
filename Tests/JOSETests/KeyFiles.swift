/// Key files as OpenSSL 3 writes them, made for these tests.
enum KeyFiles {
  /// A key on P-256, with the curve's parameters before it.
  static let sec1 = """
    -----BEGIN EC PARAMETERS-----
    BggqhkjOPQMBBw==
    -----END EC PARAMETERS-----
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIAaRxDJBU9hXrf6PTLevTqV5djcxFqLC/7UsrcyDYUk7oAoGCCqGSM49
    AwEHoUQDQgAE65tMI6eP2wg5S0oRc7bOY4VypT5EnnRXBBUgQk8Kquro2OAGnEmw
    sFnFgrrl0XF/cN5hJJ9ObQBA7/NHQioYaA==
    -----END EC PRIVATE KEY-----
    """

  /// The same key.
  static let pkcs8 = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBpHEMkFT2Fet/o9M
    t69OpXl2NzEWosL/tSytzINhSTuhRANCAATrm0wjp4/bCDlLShFzts5jhXKlPkSe
    dFcEFSBCTwqq6ujY4AacSbCwWcWCuuXRcX9w3mEkn05tAEDv80dCKhho
    -----END PRIVATE KEY-----
    """

  /// Its public half.
  static let publicKey = """
    -----BEGIN PUBLIC KEY-----
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE65tMI6eP2wg5S0oRc7bOY4VypT5E
    nnRXBBUgQk8Kquro2OAGnEmwsFnFgrrl0XF/cN5hJJ9ObQBA7/NHQioYaA==
    -----END PUBLIC KEY-----
    """

  /// A certificate of it.
  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBbTCCAROgAwIBAgIUFlRNhjAJawjvit0r0bMtmi0zWSMwCgYIKoZIzj0EAwIw
    DDEKMAgGA1UEAwwBeDAeFw0yNjExMjYxNTEyNDZaFw0yNjExMjcxNTEyNDZaMAwx
    CjAIBgNVBAMMAXgwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATrm0wjp4/bCDlL
    ShFzts5jhXKlPkSedFcEFSBCTwqq6ujY4AacSbCwWcWCuuXRcX9w3mEkn05tAEDv
    80dCKhhoo1MwUTAdBgNVHQ4EFgQUYO6Yi+42y/CpRY6XYMReXVH6r1QwHwYDVR0j
    BBgwFoAUYO6Yi+42y/CpRY6XYMReXVH6r1QwDwYDVR0TAQH/BAUwAwEB/zAKBggq
    hkjOPQQDAgNIADBFAiEAuoAAJDl2eenVbcz20Ef+VCxbMOWwA1v1OQ1eLSIt4WYC
    ICQ6FsKA7Kq8J9sAMT0mtsTzE6fSpR0m4V2qbzaptZUw
    -----END CERTIFICATE-----
    """

  /// The same key, encrypted.
  static let encrypted = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhyicHYocRECAICCAAw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELSkKiuQE/vCuOJESIolbgAEgZDg
    5INj2OhYEOvugSZCVxmFWmOfKReMpA5WJSE1nCUm+gkJJj9knnJUk1LmhufbV2V9
    kFJJ/vfpbbYAF5u1Zv6wYtkAND5WNX23wWgKuWruhSLXYfkJpZc83P+9toFqvGiU
    HPug0QzsJplzWntYbmRWvD0kTPVmrOGW4QaJ/kGSYb+8dtOIumzm5oWGgf54LF4=
    -----END ENCRYPTED PRIVATE KEY-----
    """

  /// The same, in the form of earlier releases.
  static let encryptedBefore = """
    -----BEGIN EC PRIVATE KEY-----
    Proc-Type: 4,ENCRYPTED
    DEK-Info: AES-128-CBC,7D32F3ABD8CAF762EF1AAC8D9C70C67C

    OojJqKkIJQYf8Ph9rm7cu/o5IX10NvkgrTl+OkhpPIgjQi51XLu85KdZ9awfpy7y
    eSZ+VxdmiUVecmRPlcJf/AXwRWP8OpY8CNQgPLInPkBL+euYHvaXVj4DBJ6IJBcV
    KHpOyxp2o3FULq23xJeevnALsXa0us00lnbgjHR7LMM=
    -----END EC PRIVATE KEY-----
    """

  static let p384 = """
    -----BEGIN EC PRIVATE KEY-----
    MIGkAgEBBDDpB/Z4WzXmnfN6US1a1FUcka6UhprVN0Lxso3KwDUqYlvBRwetkkLZ
    0O0e2rIxUNqgBwYFK4EEACKhZANiAARHKSvzkGjb/WL6RRKrcUGswwfD2RgfJCWr
    odTBM4lZIq9jkiSuRzm8LQ5teByx4i8GMmA4wDEn4K2WsQx1+sVAH+bRltHLnXNl
    rG0qSLE9jkJggyymPzrJonB/tmASxx4=
    -----END EC PRIVATE KEY-----
    """

  static let p384Public = """
    -----BEGIN PUBLIC KEY-----
    MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEqX0B5sLevSBBOiW4Of/nLF0gQcYpkLvh
    cnbLFT/5SyloMEqWBFyxgZ6mEFGqdMvtrfo6ZGlXwfboKvAJgcISczc/P4G4Yc9f
    NjedSHFS24iZRCs+xke9ieRGCdgUtNA0
    -----END PUBLIC KEY-----
    """

  static let rsa1024Public = """
    -----BEGIN PUBLIC KEY-----
    MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDIEyTsYX1JT7pHnorge8TXpVmc
    sS6YMMxQNwjvOsEiQnMh6QM7O5iv7lWFb8vGe7BJ/re3kgUm0oZLeCihvLzWiiiW
    raG9Vdl4zdAg2KlJQxUCZQc1oXrGV4VFet2Om1i3JR/OtWEPNGXovYRzs5ue267v
    a2qzYcHskZ0DKSd3owIDAQAB
    -----END PUBLIC KEY-----
    """

  static let rsa8192Public = """
    -----BEGIN PUBLIC KEY-----
    MIIEIjANBgkqhkiG9w0BAQEFAAOCBA8AMIIECgKCBAEA2u+SVP4ZeJRRA6UqS4ws
    iil5smOOsLhlBEeyjsIPSY63IKkamZ/YHasRi0Lpv/jndKe28HF67Iui9sJc9m8o
    XDWp8az5YOo3uZhLC0O7N4kD6af0hVBIBJLrQcmZUPeJDsi0wKRdIkzNZ8hRTKdo
    3FzHmdKZ2O6hzGhAgWu8pSbDsyCmCbSnltaiD3N5crbGo2IVbAJ6HZfs0UWCJjux
    s3C1qKV50ikONaRNO9bpYGgpRQcdNGiYRpXXdivdHanItb5ZHuXBt7h5UUh18xQQ
    ny1NKLBrWaxHEKVEtiWX2JjpvrsqGHSEeBt95Nzqj7qvVWqU92K2mlz6ZIoMymn/
    wqvF8spO/bUd6J7iGuysoJd75zrOE1ezpzDuLW+pYz68/dPZRSs5ENSIc+/+z+Oa
    03eVu8o+WZ02iNEDh7LjSVzjA/34uA7/SDjFboOOI47jy6dlFIxrnstejtUbmy8Y
    6/ECiO3V+O728jCPLLFwkukvrC4sMqIC7k734NnHRs2kcbKHRP0vl1JCtOdt6i83
    W6ojvkLXtMkFc0LWFPpkxUFQ7q/3GJ2DSdQT4Uqse3SYrc1IRaCWXp4BR9/Ts0fu
    mh38yd+pXluL7jZpad1WmrA+chV7whhTK5X4hyIfjk8DGufRoWS8FG04wc1hEPnN
    7YC5Z8YjhkiaPQGvOEeDkGJh++ERbJ2lmP0ujs2WBh2NI+rlUxf1zQTpwFhn5gSD
    uuUYe0GK0FSmwW2vjlr63IcYoHz2PAz/2xCOT6yj8Imk6oHD2emTDYl5J3tfx7un
    DtwLn1UGCdG7x2i4sYIBlNLkTSdKFMpGPzzqGNbNDJN3FGz+1akHjgq2/N5oDD/A
    tolMcW/K5mU+2gz2BTbyAl3ks2zi/9MkkeXOkPPYIC1bvclGe+Co8PEAa0M0cYmT
    6bFt3oYIPorJt+KW4IQoo/5/LHtSn2Ugw3OHJUNslXa/cE4+AhuQ5wmghr1vNJHB
    XzEIzvUeMv898mcz31BjRF8UpVfskWTqLqH1zsucul6kzwRs+7TWlFnpmJ1JWk4d
    rGwpuOqub5D4npZIQVBAV1r9hhBXKKr+ghFJR/JMoofd2ZPes+se1yHm+d9mGC1j
    Y1/LdRibOTAC9W08e1pxMBhZMJ9F6cwBo9LFqosH2fiBtnhjdIWzTbU3bzS4SW5n
    C485ifsDjyNPHkQtgvt3Dmt77AQX9cH6OwbnDb/egtIA5diJlWWUXuQgA70RMlaf
    RPmv36vI0/p/JZHT9ike+mhmdL3okFtq9RbqShxaWecvYLska1vAFReGca5vTq/J
    eCUeP69mNixIMpGgThluWRsK6PVXzI6SylMn3Kvi9SmW3gsqmeWj8Lgah/7b89/6
    KwIDAQAB
    -----END PUBLIC KEY-----
    """

  /// 2,048 bits, PKCS #1.
  static let rsa = """
    -----BEGIN RSA PRIVATE KEY-----
    MIIEowIBAAKCAQEAvDYQFSzfuk9zlcCeJVs2wsAu3bIwZHoWJQ9E5huJw1qE1HKJ
    MO3NtKzmY1PPsm/FzV8D1Q/OomgK5hIRPNhHoeO5aGk7pNaf6eoHj703RWwMl/AO
    onoscvds2o5JJGZJaItAa3XRF7PG/jsELqAReqn5xPAXe7CsPXMEJrgQPhhGinTg
    axbzOROnU9vqeRD+OpQFBiSlX6sxGNKqYlRs4Wwa5njXHXbKimIYcJwjI7/KHr5R
    lLngslSbcUemtJPEUBRmGSaur8I9V21HIFywEedVwNQuZdAcl0AWizRgfAexjWah
    X49JqZfl5e9BQlpDaxEKAYBRVN20n2d/EUcdaQIDAQABAoIBAC0LzXab+mInoPTv
    GIq9VZJwF+d0vfNWaxVsnaNrZOIOOKt2TFKbH/hFx5BvX08IRHHec1bbxSuGtlER
    cvG6nA5pqBcO1Lkjqzt7iVrEQUXK0grNaFtH3XqYsINwuZ3OI3Szm3P8y1Iec5qm
    el5EblqK8x5JDn3Kr7a3X/96X1zU3Z2nkEw7Zlt/b+QVzDUHvtmUXEdi0i2JWZf5
    AgC/ywP2GMEw7BDU91+pNQuTFQGWrKCVzoSIVgAU9mOF9IQ6uHK5+NXhgoYFM+o3
    osWQR3y5vhOZZ4LSwOOSqKxBgSZTVXf2EIILI+DhQFLqKopQbyq2c3D9K+5elb55
    V8KpZpkCgYEA+ck34RNJ1AuKdHpZe1AlYA7mcO+RWmkzO3a+7tnn6+L6zTIitoi4
    a/n7oLgXdPDuzBuwOG0qSzqWtPuwnWNLKIQWkFVa8gOM64cxdBiig7k5HBW3AdsM
    jjqf67AZUWBWVeb/ZH05KQWTqA6C35GEJmCEP1c3hZgbAT4Z0nC5ZA0CgYEAwOSz
    UN5lTb4obzQgsTqxy5HeCYlucHyTgcQ13BjND8W3wcX32qaACXDZz8RVHLZJImMD
    qubmdX8ivzlvHXRSDjCzTADYqiXoqWy/1/CCk1jQx5asJo6HmSDTUBOtyvJ1Y/wx
    a6Q3j1YTDrqRfvAe55BOIjHTqaipRWKTNI4PO80CgYBomW6g/ibIeRy9sg6OqP09
    wH+Xg3rm1W7y08MY2n9YNHC6ROhsb8xqywAoSW7pNYuKRX4B4xT2883wdAV9ovry
    OH4KavPurLXyW2bGKxrC9mmH7T/5svULClm1pMS1YxZEWrtQJXAuUXuHwKvlW1Zv
    i7NVovxJIW0NlCfUDAhWcQKBgQCNXk+pIgT+sDH0JjEbktfBSTuAo89j83kr7sBG
    eYq4V4CwLEXVYpeN075eThbOvy3kXMrQUv9t92pg2Vf9L0YADmMpfalNMhFNMl17
    hlI8aShCTsQGUglBCdS06GdDyOSODcOujyEFFOFMtyFw9czAi3soBnqI6gp8xpz6
    NG8ntQKBgF0fsKngFl3GuKiadX/rux/mVIOZd8wmZX7EaBAF4zRre7KDHzyK75KP
    TMtEMoJ2G17umwHr5zdjUcV803JIULmV4dZm0azVzybgr36rNHZFgQHBmOLc7KMR
    KI31NEmWMLsp9qrRn3AMwVcAjLHkbj51sMHzohxuCcGoOqS0AH0j
    -----END RSA PRIVATE KEY-----
    """

  static let ed25519 = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIDYVMlMtto1Th+b3a831W2osnBd51Ee3RUZ/5vamB53Z
    -----END PRIVATE KEY-----
    """

  static let ed25519Public = """
    -----BEGIN PUBLIC KEY-----
    MCowBQYDK2VwAyEAyKUONRfoZMeSWIgZTP74Wgw8kPemaSXZ7zHEAv9OdFY=
    -----END PUBLIC KEY-----
    """

  static let x25519 = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VuBCIEIIDVdq/C5JC4mVfAk1MsEZbIKmtT4vgndXW+ADZFjyBz
    -----END PRIVATE KEY-----
    """
}
