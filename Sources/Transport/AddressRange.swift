/// The addresses that share their first bits, written as `10.0.0.0/8`.
struct AddressRange: ExpressibleByStringLiteral {
  private let prefix: IPAddress
  private let bitCount: Int

  init(stringLiteral text: StaticString) {
    let parts = text.description.split(separator: "/")
    guard parts.count == 2, let prefix = IPAddress(String(parts[0])), let bits = Int(parts[1]),
      (0...prefix.bytes.count * 8).contains(bits)
    else { preconditionFailure("\(text) isn't an address range.") }
    self.prefix = prefix
    bitCount = bits
  }

  func contains(_ address: IPAddress) -> Bool {
    guard address.bytes.count == prefix.bytes.count else { return false }
    return (0..<bitCount).allSatisfy { bit in
      let mask: UInt8 = 0x80 >> UInt8(bit % 8)
      return address.bytes[bit / 8] & mask == prefix.bytes[bit / 8] & mask
    }
  }
}
