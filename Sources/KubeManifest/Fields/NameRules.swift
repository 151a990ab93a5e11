/// The forms of names, labels and ports that an API server accepts (k8s.io/apimachinery, pkg/util/validation).
package enum NameRules {
    /// RFC 1123 label: lower-case letters, digits and `-`, a letter or digit at both ends, 63 at most.
    package static func isDNS1123Label(_ text: String) -> Bool { isLabel(text.utf8, limit: 63) }

    /// RFC 1035 label: as above, but it begins with a letter. Services are named so.
    package static func isDNS1035Label(_ text: String) -> Bool {
        isDNS1123Label(text) && text.utf8.first.map { !isDigit($0) } ?? false
    }

    /// RFC 1123 subdomain: labels (of any length) joined by dots, 253 at most.
    package static func isDNS1123Subdomain(_ text: String) -> Bool {
        guard text.utf8.count <= 253 else { return false }
        var rest = text.utf8[...]
        while let dot = rest.firstIndex(of: 0x2E) {
            guard isLabel(rest[..<dot], limit: 253) else { return false }
            rest = rest[rest.index(after: dot)...]
        }
        return isLabel(rest, limit: 253)
    }

    /// A name that a DNS zone can have: labels of 1 to 63 letters, digits, `-` and `_`, 253 together.
    package static func isDNSZone(_ text: String) -> Bool {
        text.utf8.count <= 253
            && text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.count) && label.allSatisfy { isLower($0 | 0x20) || isDigit($0) || $0 == 0x2D || $0 == 0x5F }
            }
    }

    /// A name of letters, digits, `-`, `_` and `.`, 63 at most, with an optional `prefix/` that is a subdomain.
    package static func isLabelKey(_ text: String) -> Bool {
        guard let slash = text.utf8.firstIndex(of: 0x2F) else { return isQualified(text.utf8) }
        return isQualified(text.utf8[text.utf8.index(after: slash)...]) && isDNS1123Subdomain(String(text[..<slash]))
    }

    package static func isLabelValue(_ text: String) -> Bool { text.isEmpty || isQualified(text.utf8) }

    /// IANA service name: 1 to 15 lower-case letters, digits and single hyphens, at least one letter.
    package static func isPortName(_ text: String) -> Bool {
        isLabel(text.utf8, limit: 15) && text.utf8.contains { isLower($0) } && !hasDoubleHyphen(text)
    }

    private static func hasDoubleHyphen(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == 0x2D, previous == 0x2D { return true }
            previous = byte
        }
        return false
    }

    private static func isLabel(_ text: some BidirectionalCollection<UInt8>, limit: Int) -> Bool {
        guard let first = text.first, let last = text.last, text.count <= limit else { return false }
        guard isLower(first) || isDigit(first), isLower(last) || isDigit(last) else { return false }
        return text.allSatisfy { isLower($0) || isDigit($0) || $0 == 0x2D }
    }

    private static func isQualified(_ text: some BidirectionalCollection<UInt8>) -> Bool {
        let isAlphanumeric = { (byte: UInt8) in isLower(byte | 0x20) && byte >= 0x41 || isDigit(byte) }
        guard let first = text.first, let last = text.last, text.count <= 63 else { return false }
        guard isAlphanumeric(first), isAlphanumeric(last) else { return false }
        return text.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E }
    }

    private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
