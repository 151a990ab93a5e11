import KubeManifest

/// A name as a question spells it, compared without regard to case (R2).
struct DNSName {
    /// As asked, with the final dot.
    let text: String
    /// Lower-case, from left to right.
    let labels: [String]

    init(_ name: String) {
        text = name == "." ? "." : name.withoutFinalDot + "."
        labels = name.withoutFinalDot.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    /// The labels before a zone's, nil where the name is not of the zone.
    func labels(in zone: String) -> [String]? {
        let suffix = zone.lowercased().split(separator: ".").map(String.init)
        guard labels.count >= suffix.count, Array(labels.suffix(suffix.count)) == suffix else { return nil }
        return Array(labels.dropLast(suffix.count))
    }

    /// The zone as the question spells it: targets repeat it (R2).
    func spelling(of zone: String) -> String {
        let count = zone.split(separator: ".").count
        return text.withoutFinalDot.split(separator: ".", omittingEmptySubsequences: false).suffix(count).joined(separator: ".")
    }
}

extension IPAddress {
    /// The name of the PTR record, without the final dot: reversed octets, or 32 reversed nibbles.
    package var reverseName: String {
        switch family {
        case .ipv4:
            return stride(from: 0, through: 24, by: 8).map { String(UInt8(truncatingIfNeeded: value >> UInt128($0))) }
                .joined(separator: ".") + ".in-addr.arpa"
        case .ipv6:
            return (0..<32).map { String(UInt8(truncatingIfNeeded: value >> UInt128($0 * 4)) & 0xF, radix: 16) }
                .joined(separator: ".") + ".ip6.arpa"
        }
    }

    /// The address that the labels before `in-addr.arpa` or `ip6.arpa` name.
    init?(reversed labels: [String], zone: String) {
        if zone.hasSuffix("in-addr.arpa"), labels.count == 4 {
            self.init(labels.reversed().joined(separator: "."))
        } else if zone.hasSuffix("ip6.arpa"), labels.count == 32 {
            var value: UInt128 = 0
            for label in labels.reversed() {
                guard label.utf8.count == 1, let nibble = UInt8(label, radix: 16) else { return nil }
                value = value << 4 | UInt128(nibble)
            }
            self.init(family: .ipv6, value: value)
        } else {
            return nil
        }
    }

    /// `172-17-0-3`, `2001-db8--1`: an address in one label.
    package static func dashed(_ text: String) -> String {
        if text.contains(".") && !text.contains(":") { return text.replacing(".", with: "-") }
        let label = text.replacing(":", with: "-")
        // R25: a label may not end in a dash.
        return label.hasSuffix("-") ? label + "0" : label
    }

    /// R36: exactly three dashes and no two in a row is IPv4, anything else IPv6.
    init?(dashed label: String) {
        let isIPv4 = label.filter { $0 == "-" }.count == 3 && !label.contains("--")
        self.init(label.replacing("-", with: isIPv4 ? "." : ":"))
    }
}
