/// A name, or a word of data, in a zone file (RFC 1035, section 5.1): what is no plain character of a name becomes `\DDD`.
package struct ZoneFileText: Sendable, Hashable {
    package let text: String

    package init(name untrusted: String) {
        text = untrusted.utf8.map { byte in
            switch byte {
            case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2D, 0x2E, 0x5F: String(UnicodeScalar(byte))
            default: "\\" + String(repeating: "0", count: byte < 10 ? 2 : byte < 100 ? 1 : 0) + String(byte)
            }
        }.joined()
    }
}
