/// One of Romania's counties; Bucharest counts as one.
public struct County: Sendable, Equatable {
  public let name: String
  /// As on number plates, in ISO 3166-2:RO, and in WooCommerce's list of states.
  public let code: String
  /// The first two digits of its post codes; Bucharest has six, by sector.
  let postPrefix: Int?

  private init(_ name: String, _ code: String, _ postPrefix: Int?) {
    self.name = name
    self.code = code
    self.postPrefix = postPrefix
  }

  /// The county that a text names: by its name, with or without diacritics and "jud.", its code, "CJ"
  /// or "RO-CJ", or by both.
  public init?(_ text: String) {
    let words = PlainText.tokens(text).filter { !Self.titles.contains($0) }
    let known =
      Self.byWord[PlainText.folded(text)] ?? Self.byWord[words.joined()]
      ?? Self.county(in: words)
    guard let known else { return nil }
    self = known
  }

  private static let titles: Set = [
    "judetul", "judet", "jud", "municipiul", "mun", "county", "megye", "romania",
  ]

  /// Of "Cluj (CJ)", or "CJ - Cluj": its name and its code, and nothing else.
  private static func county(in words: [String]) -> County? {
    guard words.count > 1, let first = words.first, let last = words.last else { return nil }
    let readings = [
      (last, words.dropLast().joined()), (first, words.dropFirst().joined()),
    ]
    return readings.lazy.compactMap { code, name -> County? in
      byWord[name].flatMap { $0.code.lowercased() == code ? $0 : nil }
    }.first
  }

  public static let bucharest = County("București", "B", nil)
  public static let ilfov = County("Ilfov", "IF", 7)

  public static let all = [
    bucharest, ilfov,
    County("Alba", "AB", 51), County("Arad", "AR", 31), County("Argeș", "AG", 11),
    County("Bacău", "BC", 60), County("Bihor", "BH", 41), County("Bistrița-Năsăud", "BN", 42),
    County("Botoșani", "BT", 71), County("Brăila", "BR", 81), County("Brașov", "BV", 50),
    County("Buzău", "BZ", 12), County("Călărași", "CL", 91), County("Caraș-Severin", "CS", 32),
    County("Cluj", "CJ", 40), County("Constanța", "CT", 90), County("Covasna", "CV", 52),
    County("Dâmbovița", "DB", 13), County("Dolj", "DJ", 20), County("Galați", "GL", 80),
    County("Giurgiu", "GR", 8), County("Gorj", "GJ", 21), County("Harghita", "HR", 53),
    County("Hunedoara", "HD", 33), County("Ialomița", "IL", 92), County("Iași", "IS", 70),
    County("Maramureș", "MM", 43), County("Mehedinți", "MH", 22), County("Mureș", "MS", 54),
    County("Neamț", "NT", 61), County("Olt", "OT", 23), County("Prahova", "PH", 10),
    County("Sălaj", "SJ", 45), County("Satu Mare", "SM", 44), County("Sibiu", "SB", 55),
    County("Suceava", "SV", 72), County("Teleorman", "TR", 14), County("Timiș", "TM", 30),
    County("Tulcea", "TL", 82), County("Vâlcea", "VL", 24), County("Vaslui", "VS", 73),
    County("Vrancea", "VN", 62),
  ]

  /// As it was written from 1953 to 1993: "Dîmbovița".
  private static func inOldSpelling(_ name: String) -> String {
    String(name.map { $0 == "â" ? "î" : $0 })
  }

  /// In English and Hungarian, as customers write them, and the farmland around Bucharest as it was
  /// called until 1997.
  private static let otherNames = [
    "B": ["Bucharest", "Buc", "Bukarest"], "IF": ["Sectorul Agricol Ilfov", "SAI"],
    "AB": ["Fehér"], "BH": ["Bihar"], "BN": ["Beszterce-Naszód", "Bistrița"], "BV": ["Brassó"],
    "CS": ["Krassó-Szörény"], "CJ": ["Kolozs"], "CV": ["Kovászna"], "HR": ["Hargita"],
    "HD": ["Hunyad"], "MM": ["Máramaros"], "MS": ["Maros"], "SM": ["Szatmár"], "SJ": ["Szilágy"],
    "SB": ["Szeben"], "TM": ["Temes"],
  ]

  /// Each county by its folded name, and by its code with and without the country's.
  private static let byWord: [String: County] = {
    var counties: [String: County] = [:]
    for county in all {
      let code = county.code.lowercased()
      let names = [county.name, inOldSpelling(county.name)] + (otherNames[county.code] ?? [])
      for word in names.map(PlainText.folded) + [code, "ro" + code] { counties[word] = county }
    }
    return counties
  }()
}
