/// Who the invoice is made out to. Only values that were sent are printed.
struct ClientDetails: Sendable {
  var name: String
  var country: String
  var vatCode: String
  var registration: String
  var address: String
  var city: String
  var county: String
  var email: String
  var phone: String

  init(name: String) {
    self.name = name
    country = "Romania"
    (vatCode, registration, address, city, county, email, phone) = ("", "", "", "", "", "", "")
  }

  init(_ object: JSONObject) {
    func text(_ name: String) -> String { object[name]?.text ?? "" }
    name = text("name")
    country = text("country")
    vatCode = text("vatCode")
    registration = text("regCom")
    address = text("address")
    city = text("city")
    county = text("county")
    email = text("email")
    phone = text("phone")
  }
}
