extension Asset {
  static let iconText = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1d5c8a"/>\
    <circle cx="5.5" cy="8" r="2.5" fill="none" stroke="#fff" stroke-width="1.6"/>\
    <path d="M8 8h5v2.5M11 8v2" fill="none" stroke="#fff" stroke-width="1.6"/></svg>
    """
}
