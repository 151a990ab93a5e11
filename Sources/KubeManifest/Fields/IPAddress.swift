/// An IPv4 or IPv6 address.
package struct IPAddress: Hashable, Sendable, Comparable {
    package enum Family: String, Sendable, Comparable, CaseIterable {
        case ipv4 = "IPv4"
        case ipv6 = "IPv6"
        package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    package let family: Family
    /// The address as a number; IPv4 in the lower 32 bits.
    package let value: UInt128

    package init(ipv4 value: UInt32) {
        family = .ipv4
        self.value = UInt128(value)
    }

    package init(family: Family, value: UInt128) {
        self.family = family
        self.value = value
    }

    /// Reads dotted decimal IPv4 without leading zeros (as Kubernetes does since 1.31), or IPv6 by RFC 4291 without a zone.
    package init?(_ text: String) {
        if text.utf8.contains(0x3A) {
            guard let value = Self.parseIPv6(text) else { return nil }
            self.init(family: .ipv6, value: value)
        } else {
            guard let value = Self.parseIPv4(text[...]) else { return nil }
            self.init(ipv4: value)
        }
    }

    /// The same, and IPv4 with leading zeros in decimal notation, as API servers without StrictIPCIDRValidation read it.
    package init?(paddedWithZeros text: String) {
        if text.utf8.contains(0x3A) {
            self.init(text)
        } else {
            let octets = text.split(separator: ".", omittingEmptySubsequences: false).map { octet in
                let significant = octet.drop { $0 == "0" }
                return significant.isEmpty ? String(octet.prefix(1)) : String(significant)
            }
            self.init(octets.joined(separator: "."))
        }
    }

    package static func < (a: Self, b: Self) -> Bool { (a.family, a.value) < (b.family, b.value) }

    private static func parseIPv4(_ text: Substring) -> UInt32? {
        var value: UInt32 = 0
        var octet = 0
        var digits = 0
        var dots = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                if digits > 0, octet == 0 { return nil }
                octet = octet * 10 + Int(byte - 0x30)
                digits += 1
                if octet > 255 { return nil }
            case 0x2E:
                guard digits > 0, dots < 3 else { return nil }
                value = value << 8 | UInt32(octet)
                (octet, digits, dots) = (0, 0, dots + 1)
            default: return nil
            }
        }
        return digits > 0 && dots == 3 ? value << 8 | UInt32(octet) : nil
    }

    private static func parseIPv6(_ text: String) -> UInt128? {
        let halves = text.components(separatedBy: "::")
        guard halves.count <= 2 else { return nil }
        let groups = halves.map { Self.groups($0) }
        guard let head = groups[0] else { return nil }
        var all = head
        if halves.count == 2 {
            guard let tail = groups[1], head.count + tail.count < 8 else { return nil }
            all += Array(repeating: 0, count: 8 - head.count - tail.count) + tail
        }
        guard all.count == 8 else { return nil }
        return all.reduce(0) { $0 << 16 | UInt128($1) }
    }

    private static func groups(_ text: String) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (position, part) in parts.enumerated() {
            if position == parts.count - 1, part.utf8.contains(0x2E) {
                guard let tail = parseIPv4(part) else { return nil }
                groups += [UInt16(tail >> 16), UInt16(tail & 0xFFFF)]
            } else {
                guard part.utf8.count <= 4, let group = UInt16(part, radix: 16), part.utf8.first != 0x2B else { return nil }
                groups.append(group)
            }
        }
        return groups
    }
}

extension IPAddress: CustomStringConvertible {
    /// The canonical text (RFC 5952 for IPv6).
    package var description: String {
        switch family {
        case .ipv4:
            return stride(from: 24, through: 0, by: -8).map { String(UInt8(truncatingIfNeeded: value >> UInt128($0))) }
                .joined(separator: ".")
        case .ipv6:
            let groups = stride(from: 112, through: 0, by: -16).map { UInt16(truncatingIfNeeded: value >> UInt128($0)) }
            var best = 0..<0
            var start = 0
            while start < 8 {
                var end = start
                while end < 8, groups[end] == 0 { end += 1 }
                if end - start > best.count, end - start > 1 { best = start..<end }
                start = max(end, start + 1)
            }
            let text = { (part: ArraySlice<UInt16>) in part.map { String($0, radix: 16) }.joined(separator: ":") }
            return best.isEmpty
                ? text(groups[...]) : text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
        }
    }
}

extension String {
    /// `split` that keeps empty parts, for a separator of more than one character.
    fileprivate func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
