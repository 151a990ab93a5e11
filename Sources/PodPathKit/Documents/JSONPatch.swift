/// JSON as it came, of which single strings can be replaced: all other bytes stay (RFC 8259).
package struct JSONPatch {
    /// A value and the range of its bytes; that of a string has its quotation marks.
    package struct Value {
        package indirect enum Kind {
            case object([(key: String, value: Value)])
            case array([Value])
            case string, other
        }

        package let kind: Kind
        package let range: Range<Int>
    }

    package let bytes: [UInt8]
    package let root: Value
    private static let depthLimit = 500

    /// Nil for what is no JSON.
    package init?(_ bytes: [UInt8]) {
        var scanner = Scanner(bytes: bytes)
        guard let root = scanner.value(depth: 0) else { return nil }
        scanner.space()
        guard scanner.position == bytes.count else { return nil }
        (self.bytes, self.root) = (bytes, root)
    }

    /// The characters of a string at its range.
    package func text(_ range: Range<Int>) -> String { Scanner.decoded(bytes[range].dropFirst().dropLast()) }

    /// A part of the whole with other strings at some ranges, which come in order.
    package func replacing(_ strings: [(range: Range<Int>, text: String)], within part: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        var end = part.lowerBound
        for (range, text) in strings {
            result += bytes[end..<range.lowerBound] + Self.encoded(text)
            end = range.upperBound
        }
        return result + bytes[end..<part.upperBound]
    }

    private static func encoded(_ text: String) -> [UInt8] {
        var result: [UInt8] = [0x22]
        for byte in text.utf8 {
            switch byte {
            case 0x22: result += Array("\\\"".utf8)
            case 0x5C: result += Array("\\\\".utf8)
            case 0x0A: result += Array("\\n".utf8)
            case 0x0D: result += Array("\\r".utf8)
            case 0x09: result += Array("\\t".utf8)
            case ..<0x20: result += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default: result.append(byte)
            }
        }
        return result + [0x22]
    }

    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        mutating func space() {
            while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
        }

        mutating func value(depth: Int) -> Value? {
            space()
            guard depth < JSONPatch.depthLimit, position < bytes.count else { return nil }
            let start = position
            return kind(depth).map { Value(kind: $0, range: start..<position) }
        }

        private mutating func kind(_ depth: Int) -> Value.Kind? {
            switch bytes[position] {
            case UInt8(ascii: "{"): return object(depth)
            case UInt8(ascii: "["): return array(depth)
            case UInt8(ascii: "\""): return string().map { _ in .string }
            default:
                let word = bytes[position...].prefix { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45].contains(byte)
                }
                position = word.endIndex
                return word.isEmpty ? nil : .other
            }
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            space()
            guard position < bytes.count, bytes[position] == byte else { return false }
            position += 1
            return true
        }

        private mutating func object(_ depth: Int) -> Value.Kind? {
            position += 1
            var entries: [(key: String, value: Value)] = []
            if take(UInt8(ascii: "}")) { return .object(entries) }
            while true {
                space()
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), let key = string(), take(UInt8(ascii: ":")),
                    let value = value(depth: depth + 1)
                else { return nil }
                entries.append((Self.decoded(bytes[key].dropFirst().dropLast()), value))
                if take(UInt8(ascii: "}")) { return .object(entries) }
                guard take(UInt8(ascii: ",")) else { return nil }
            }
        }

        private mutating func array(_ depth: Int) -> Value.Kind? {
            position += 1
            var items: [Value] = []
            if take(UInt8(ascii: "]")) { return .array(items) }
            while true {
                guard let value = value(depth: depth + 1) else { return nil }
                items.append(value)
                if take(UInt8(ascii: "]")) { return .array(items) }
                guard take(UInt8(ascii: ",")) else { return nil }
            }
        }

        private mutating func string() -> Range<Int>? {
            let start = position
            position += 1
            while position < bytes.count {
                let byte = bytes[position]
                position += byte == UInt8(ascii: "\\") ? 2 : 1
                if byte == UInt8(ascii: "\"") { return start..<position }
                if byte < 0x20 { return nil }
            }
            return nil
        }

        static func decoded(_ inner: ArraySlice<UInt8>) -> String {
            guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
            // UTF-16, as `\u` counts: two of them may be one character.
            var units: [UInt16] = []
            var plain: [UInt8] = []
            var position = inner.startIndex
            let flush = { (plain: inout [UInt8]) in
                units += Array(String(decoding: plain, as: UTF8.self).utf16)
                plain = []
            }
            while position < inner.endIndex {
                let byte = inner[position]
                position += 1
                guard byte == UInt8(ascii: "\\"), position < inner.endIndex else {
                    plain.append(byte)
                    continue
                }
                flush(&plain)
                let escape = inner[position]
                position += 1
                switch escape {
                case UInt8(ascii: "n"): units.append(0x0A)
                case UInt8(ascii: "r"): units.append(0x0D)
                case UInt8(ascii: "t"): units.append(0x09)
                case UInt8(ascii: "b"): units.append(0x08)
                case UInt8(ascii: "f"): units.append(0x0C)
                case UInt8(ascii: "u"):
                    let digits = inner[position...].prefix(4)
                    units.append(UInt16(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0xFFFD)
                    position = digits.endIndex
                default: units.append(UInt16(escape))
                }
            }
            flush(&plain)
            return String(decoding: units, as: UTF16.self)
        }
    }
}
