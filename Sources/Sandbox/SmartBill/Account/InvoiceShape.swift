extension JSONShape {
  /// Every field that `POST /invoice/v2` takes (smartbill-api.md §4, §3.2).
  static let invoice = JSONShape.object(
    documentFields.merging([
      "paymentDate": .string, "useStock": .boolean, "showExchangeRate": .boolean,
      "usePaymentTax": .boolean, "paymentBase": .number, "colectedTax": .number,
      "paymentTotal": .number, "useEstimateDetails": .boolean, "estimate": estimateSource,
      "payment": payment,
    ]) { $1 })

  /// Every field that `POST /estimate/v2` takes: an invoice's, but for stock, payment and proforma
  /// (smartbill-api.md §5).
  static let estimate = JSONShape.object(documentFields)

  private static let documentFields: [String: JSONShape] = [
    "companyVatCode": .string, "seriesName": .string, "isDraft": .boolean,
    "issueDate": .string, "dueDate": .string, "deliveryDate": .string,
    "client": client, "products": .array(product),
    "currency": .string, "exchangeRate": .number, "language": .string, "precision": .integer,
    "issuerName": .string, "issuerCnp": .string, "delegateName": .string,
    "delegateIdentityCard": .string, "delegateAuto": .string, "aviz": .string,
    "mentions": .string, "observations": .string, "useIntraCif": .boolean,
    "paymentUrl": .string, "sendEmail": .boolean, "email": email,
    "ecommercePluginInfo": pluginInfo,
  ]

  static let client = JSONShape.object([
    "name": .string, "country": .string, "vatCode": .string, "isTaxPayer": .boolean,
    "regCom": .string, "address": .string, "city": .string, "county": .string,
    "email": .string, "phone": .string, "contact": .string, "iban": .string, "bank": .string,
    "code": .string, "saveToDb": .boolean,
  ])

  static let product = JSONShape.object([
    "name": .string, "code": .string, "quantity": .number, "price": .number,
    "measuringUnitName": .string, "taxPercentage": .number, "taxName": .string,
    "isTaxIncluded": .boolean, "currency": .string, "exchangeRate": .number,
    "warehouseName": .string, "isService": .boolean, "productDescription": .string,
    "translatedName": .string, "translatedMeasuringUnit": .string, "saveToDb": .boolean,
    "useSBProductName": .boolean, "isDiscount": .boolean, "numberOfItems": .integer,
    "discountType": .integer, "discountValue": .number, "discountPercentage": .number,
  ])

  private static let estimateSource = JSONShape.object([
    "seriesName": .string, "number": .string, "useStock": .boolean, "paymentUrl": .string,
  ])

  private static let payment = JSONShape.object([
    "value": .number, "type": .string, "isCash": .boolean, "paymentSeries": .string,
  ])

  private static let email = JSONShape.object(["to": .string, "cc": .string, "bcc": .string])

  /// What the official plugin tells about itself; `details` is free there, empty here.
  private static let pluginInfo = JSONShape.object([
    "platformName": .string, "platformVersion": .string, "sbPluginVersion": .string,
    "acctionType": .string, "details": .object([:]),
  ])
}
