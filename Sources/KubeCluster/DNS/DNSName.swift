import KubeManifest

/// A name as a question spells it, compared without regard to case (R2).
struct DNSName {
    /// As asked, with the final dot.
    let text: String
    /// Lower-case, from left to right.
    let labels: [String]

    init(_ name: String) {
        text = name == "." ? "." : name.withoutFinalDot + "."
        labels = Self.labels(of: name.withoutFinalDot.lowercased())
    }

    /// A question can hold it: labels of 1 to 63 bytes, 253 together (RFC 1035, section 2.3.4). The root is a name too.
    var isAskable: Bool { Self.isAskable(text) }

    static func isAskable(_ name: String) -> Bool {
        if name == "." { return true }
        var (count, label) = (0, 0)
        for byte in name.utf8 {
            if byte == UInt8(ascii: ".") {
                guard label > 0 else { return false }
                label = 0
            } else {
                label += 1
                guard label <= 63 else { return false }
            }
            count += 1
        }
        return count <= (label == 0 ? 254 : 253)
    }

    /// The labels before a zone's, nil where the name is not of the zone.
    func labels(in zone: String) -> [String]? {
        let suffix = Self.labels(of: zone.lowercased()).filter { !$0.isEmpty }
        guard labels.count >= suffix.count, labels.suffix(suffix.count).elementsEqual(suffix) else { return nil }
        return Array(labels.dropLast(suffix.count))
    }

    /// On bytes: a dot is never part of another character in UTF-8.
    private static func labels(of name: String) -> [String] {
        name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { String(Substring($0)) }
    }

    /// The zone as the question spells it: targets repeat it (R2).
    func spelling(of zone: String) -> String {
        let count = zone.utf8.split(separator: UInt8(ascii: ".")).count
        return text.withoutFinalDot.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).suffix(count)
            .map { String(Substring($0)) }.joined(separator: ".")
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

    /// The address whose name under `in-addr.arpa` or `ip6.arpa` the labels are (plugin/pkg/dnsutil/reverse.go).
    init?(reversed labels: [String]) {
        let own = labels.dropLast(2)
        if labels.suffix(2) == ["in-addr", "arpa"], own.count == 4 {
            self.init(own.reversed().joined(separator: "."))
        } else if labels.suffix(2) == ["ip6", "arpa"], (32..<36).contains(own.count) {
            // CoreDNS reads groups of four from the right: up to three labels more in front are not seen.
            var value: UInt128 = 0
            for label in own.suffix(32).reversed() {
                guard label.utf8.count == 1, let nibble = UInt8(label, radix: 16) else { return nil }
                value = value << 4 | UInt128(nibble)
            }
            self = IPAddress(family: .ipv6, value: value).served
        } else {
            return nil
        }
    }

    /// As a record serves it: an IPv4 address that is written as an IPv6 one (`::ffff:10.0.0.1`) is IPv4 (net.IP.To4).
    var served: IPAddress {
        family == .ipv6 && value >> 32 == 0xFFFF ? IPAddress(ipv4: UInt32(truncatingIfNeeded: value)) : self
    }

    /// `172-17-0-3`, `2001-db8--1`: an address in one label.
    package static func dashed(_ text: String) -> String {
        let isIPv6 = text.utf8.contains(UInt8(ascii: ":"))
        let separator = UInt8(ascii: isIPv6 ? ":" : ".")
        let label = String(decoding: text.utf8.map { $0 == separator ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
        guard isIPv6 else { return label }
        // A label may not end in a dash (R25).
        return label.hasSuffix("-") ? label + "0" : label
    }

    /// The text that a label under `.pod` stands for: exactly three dashes and no two in a row is IPv4, anything else IPv6 (R36).
    static func text(dashed label: String) -> String {
        let isIPv4 = label.utf8.count { $0 == UInt8(ascii: "-") } == 3 && !label.contains("--")
        return label.replacing("-", with: isIPv4 ? "." : ":")
    }
}
