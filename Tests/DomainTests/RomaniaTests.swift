import Domain
import TestKit
import Testing

/// What Romania's law and post have settled: codes, counties, sectors.
@Suite struct RomaniaTests {
  @Test(
    arguments: [
      ("1800101221144", true), ("2900228400017", false), ("1800101221145", false),
      ("0800101221144", false), ("1801301221144", false), ("180010122114", false),
      ("18001012211440", false), ("180010122114a", false), ("", false),
      ("0000000000000", false), ("١٨٠٠١٠١٢٢١١٤٤", false),
    ])
  func `a CNP is valid by its digits and its control digit`(code: String, isValid: Bool) {
    expectEqual(PersonalCode.isValid(code), isValid)
  }

  @Test(
    arguments: [
      ("Cluj", "Cluj"), ("cluj", "Cluj"), ("CJ", "Cluj"), ("RO-CJ", "Cluj"), ("jud. Cluj", "Cluj"),
      ("Județul Cluj", "Cluj"), ("Bistrita Nasaud", "Bistrița-Năsăud"), ("BN", "Bistrița-Năsăud"),
      ("BR", "Brăila"), ("BV", "Brașov"), ("BZ", "Buzău"), ("BT", "Botoșani"), ("B", "București"),
      ("Bucharest", "București"), ("Municipiul București", "București"), ("Mureş", "Mureș"),
      ("MS", "Mureș"), ("SM", "Satu Mare"), ("satu-mare", "Satu Mare"), ("IF", "Ilfov"),
      ("Iasi", "Iași"), ("IS", "Iași"), ("Ias\u{326}i", "Iași"), ("undefined", nil), ("", nil),
      ("-", nil), ("Cluj-Napoca", nil), ("Sector 3", nil), ("XX", nil), ("jud", nil),
    ] as [(String, String?)])
  func `a county is known by its name or its code`(text: String, name: String?) {
    expectEqual(County(text)?.name, name)
  }

  @Test(arguments: [
    ("Dîmbovița", "DB"), ("DIMBOVITA", "DB"), ("Dîmboviţa", "DB"), ("dambovita", "DB"),
    ("Vîlcea", "VL"), ("Vilcea", "VL"), ("jud. Vîlcea", "VL"), ("Cluj (CJ)", "CJ"),
    ("CJ - Cluj", "CJ"), ("Cluj County", "CJ"), ("Judetul Cluj, Romania", "CJ"), ("Hargita", "HR"),
    ("Kolozs megye", "CJ"), ("Bistrita Nasaud", "BN"), ("Satu\u{a0}Mare", "SM"), ("Сluj", "CJ"),
    ("Iași", "IS"), ("Ias\u{326}i", "IS"), ("Timiş", "TM"), ("Bucharest", "B"), ("RO-B", "B"),
  ])
  func `a county is known in all spellings in use, historical ones too`(
    text: String, code: String
  ) {
    expectEqual(County(text)?.code, code)
  }

  @Test(arguments: ["Cluj (TM)", "Dolj Gorj", "X", "Transilvania", "Jud.", "RO", "Dimbovicioara"])
  func `what names no county, or two, is none`(text: String) {
    #expect(County(text) == nil)
  }

  @Test(arguments: [
    ("301 0101 123451", "3010101123451"), ("CNP: 301-0101-123451", "3010101123451"),
    ("3010101\u{a0}123451", "3010101123451"), ("301.0101.123451\u{200b}", "3010101123451"),
    ("C.U.I. RO 123 456 74", "RO12345674"), ("cod fiscal: ro12345674", "RO12345674"),
    ("CUI/CIF: 123-456-74", "12345674"), ("RО12345674", "RO12345674"), ("１２３４５６７４", "12345674"),
    ("CUI", "CUI"), ("", ""),
  ])
  func `a code is read without spaces, dots, dashes and labels`(text: String, code: String) {
    expectEqual(PlainText.bareCode(text), code)
  }

  @Test func `there are forty-one counties and Bucharest, each with its code and post codes`() {
    expectEqual(County.all.count, 42)
    expectEqual(Set(County.all.map(\.code)).count, 42)
    for county in County.all {
      expectEqual(County(county.code), county)
      expectEqual(County(county.name), county)
      expectEqual(County(PlainText.withoutDiacritics(county.name).uppercased()), county)
    }
  }

  @Test(
    arguments: [
      ("400001", "Cluj", nil), ("077190", "Ilfov", nil), ("030142", "București", 3),
      ("010 101", "București", 1), ("062100", "București", 6), ("500001", "Brașov", nil),
      ("080001", "Giurgiu", nil), ("700001", "Iași", nil), ("300001", "Timișoara", nil),
    ] as [(String, String, Int?)])
  func `a post code tells the county, and the sector`(text: String, county: String, sector: Int?) {
    expectEqual(PostCode(text)?.county?.name, (county == "Timișoara" ? "Timiș" : county))
    expectEqual(PostCode(text)?.sector?.number, sector)
  }

  @Test(arguments: ["30142", "4000011", "40000a", "", "-", "١٢٣٤٥٦"])
  func `what has not six digits is no post code`(text: String) {
    #expect(PostCode(text) == nil)
  }

  @Test(
    arguments: [
      ("Sector 3", 3), ("sector3", 3), ("SECTORUL 3", 3), ("București, sect. 4", 4),
      ("Bucuresti sec 5", 5), ("S6", 6), ("s. 2", 2), ("București (Sector 1)", 1),
      ("București", nil), ("Sector 7", nil), ("Sector 0", nil), ("Sector", nil),
      ("Sector 1, Sector 2", nil), ("3", nil), ("Sector 33", nil),
    ] as [(String, Int?)])
  func `a town's name tells the sector`(text: String, sector: Int?) {
    expectEqual(BucharestSector(inTown: text)?.number, sector)
  }

  @Test func `a staircase in an address is no sector`() {
    #expect(BucharestSector(inAddress: "Str. Lungă 1, bl. S3, s 2") == nil)
    expectEqual(BucharestSector(inAddress: "Str. Lungă 1, bl. 2, sector 5")?.number, 5)
  }
}
