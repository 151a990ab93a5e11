/// What a plain YAML scalar is, as kubectl's YAML library (sigs.k8s.io/yaml, YAML 1.1 without base 60) reads it.
package enum ScalarType: Equatable {
    case string, null
    case bool(Bool)
    case int(Int)
    /// A number that is no integer, or one too large for 64 bits.
    case float

    package init(plain bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.first else {
            self = .null
            return
        }
        switch first {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E: self = Self.number(bytes)
        case 0x7E: self = bytes.count == 1 ? .null : .string
        // No word of another type begins with any other letter than these of null, true, yes, on, false, no and off.
        case 0x6E, 0x4E, 0x74, 0x54, 0x79, 0x59, 0x6F, 0x4F, 0x66, 0x46:
            self = bytes.count <= 5 ? Self.word(String(decoding: bytes, as: UTF8.self)) : .string
        default: self = .string
        }
    }

    private static func word(_ text: String) -> ScalarType {
        switch text {
        case "null", "Null", "NULL": .null
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y": .bool(true)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N": .bool(false)
        default: .string
        }
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> ScalarType {
        // Plain decimals, by far the commonest, without a String.
        if bytes.count < 19, bytes[0] != 0x30 || bytes.count == 1 {
            var value = 0
            var digits = true
            for byte in bytes {
                guard byte >= 0x30, byte <= 0x39 else {
                    digits = false
                    break
                }
                value = value * 10 + Int(byte - 0x30)
            }
            if digits { return .int(value) }
        }
        // An address or a version is no number: two dots, a colon or a letter other than an exponent end the attempt.
        var text = String(decoding: bytes, as: UTF8.self)
        if text.contains("_") { text.removeAll { $0 == "_" } }
        let sign = text.first == "-" ? "-" : ""
        let unsigned = text.first == "-" || text.first == "+" ? String(text.dropFirst()) : text
        for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] where unsigned.hasPrefix(prefix) {
            return Int(sign + unsigned.dropFirst(2), radix: radix).map(ScalarType.int) ?? .string
        }
        if unsigned.utf8.count > 1, unsigned.utf8.first == 0x30, let octal = Int(sign + unsigned, radix: 8) {
            return .int(octal)
        }
        if let value = Int(text), unsigned.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true { return .int(value) }
        return isFloat(unsigned) ? integral(text) ?? .float : .string
    }

    /// `80.0` and `8e1` become the JSON number 80 on their way to the API server.
    private static func integral(_ text: String) -> ScalarType? {
        guard let value = Double(text), value == value.rounded(), abs(value) < 1e15 else { return nil }
        return .int(Int(value))
    }

    /// `[0-9]*(\.[0-9]*)?([eE][-+]?[0-9]+)?` with a digit somewhere, and `.inf`, `.nan`.
    private static func isFloat(_ text: String) -> Bool {
        if [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(text) { return true }
        var digits = 0
        var state = 0  // 0 whole part, 1 fraction, 2 after the exponent's letter, 3 exponent
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                if state < 2 { digits += 1 } else { state = 3 }
            case 0x2E where state == 0: state = 1
            case 0x65 where state < 2 && digits > 0, 0x45 where state < 2 && digits > 0: state = 2
            case 0x2B where state == 2, 0x2D where state == 2: continue
            default: return false
            }
        }
        return digits > 0 && state != 2
    }
}
