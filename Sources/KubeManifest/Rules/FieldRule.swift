/// What an API server demands of one field.
///
/// A field that is left out, or null, is passed over; what has the wrong type was reported by whoever read it.
package enum FieldRule: Sendable {
    /// A text of this form. `emptyIsAbsent`: the API's default stands for the empty text, as it does where the field is no pointer.
    case form(TextForm, emptyIsAbsent: Bool = true)
    /// One of these words, compared exactly.
    case oneOf([String], emptyIsAbsent: Bool = true)
    /// A whole number of this range.
    case number(ClosedRange<Int>)
    /// A list of so many items.
    case count(ClosedRange<Int>)
    /// A list, no two items of which are equal in these keys; of scalars, where no key is named. Empty ones do not count.
    case unique([StaticString])
    /// A mapping that has this key, with a value that is not empty.
    case needs(StaticString)
    /// A mapping that has this key only where another has one of these values.
    case only(StaticString, where: StaticString, is: [String], unstated: String)
    /// What needs more than one look.
    case satisfies(@Sendable (inout FieldReader, ManifestNode, FieldTable.Row) -> Void)
}

/// The forms of texts, each with the words that tell it (k8s.io/apimachinery, pkg/util/validation).
package enum TextForm: Sendable {
    case dnsLabel
    case dnsSubdomain
    /// As `dnsSubdomain`, also with `_`, and a final dot is not looked at.
    case searchDomain
    /// As `dnsSubdomain`; a final dot is not looked at.
    case externalName
    /// A subdomain of at least two labels, a final dot is not looked at.
    case fullyQualifiedName
    case qualifiedName
    /// `example.com/path`.
    case domainPrefixedPath
    /// A subdomain, or `*.` and one.
    case hostOrWildcard
    case portName
    case address
    /// No unspecified, loopback or link-local address. What is no address at all was reported by whoever read it.
    case ordinaryAddress
    case block
    /// The same; blanks around it are not looked at.
    case paddedBlock

    /// Diagnostics about texts that break the form have this identifier.
    var identifier: String {
        switch self {
        case .portName: "invalid-port-name"
        case .address, .ordinaryAddress, .block, .paddedBlock: "invalid-address"
        default: "invalid-name"
        }
    }

    /// Why the text is refused, to stand after "is …; "; nil where it has the form.
    func problem(_ text: String) -> String? {
        switch self {
        case .dnsLabel:
            NameRules.isDNS1123Label(text) ? nil : "at most 63 lower-case letters, digits and '-', with a letter or digit at both ends"
        case .dnsSubdomain:
            NameRules.isDNS1123Subdomain(text) ? nil : Self.subdomain
        case .searchDomain:
            text == "." || NameRules.isDNS1123Subdomain(Self.relative(text).replacing("_", with: "a")) ? nil : Self.subdomain
        case .externalName:
            NameRules.isDNS1123Subdomain(Self.relative(text))
                ? nil : "a name of the DNS alone, without scheme, port or path: lower-case letters, digits, '-' and '.'"
        case .fullyQualifiedName:
            Self.relative(text).split(separator: ".", omittingEmptySubsequences: false).count > 1
                && Self.relative(text).split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
                    NameRules.isDNS1123Label(String($0))
                }
                ? nil : "a name of at least two labels: lower-case letters, digits, '-' and '.'"
        case .qualifiedName:
            NameRules.isLabelKey(text)
                ? nil
                : "an optional DNS prefix and '/', then at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends"
        case .domainPrefixedPath:
            Self.isDomainPrefixedPath(text) ? nil : "a domain, '/' and a path, such as k8s.io/ingress-nginx"
        case .hostOrWildcard:
            NameRules.isDNS1123Subdomain(text.hasPrefix("*.") ? String(text.dropFirst(2)) : text)
                ? nil : "a DNS name: lower-case letters, digits, '-' and '.'; a '*' only as the whole first label"
        case .portName:
            NameRules.isPortName(text) ? nil : "1 to 15 lower-case letters, digits and single '-', and at least one letter"
        case .address:
            IPAddress(paddedWithZeros: text) == nil ? "an IPv4 or IPv6 address" : nil
        case .ordinaryAddress:
            IPAddress(paddedWithZeros: text)?.special.map { "not \($0) address, which nothing outside of one machine can reach" }
        case .paddedBlock:
            Self.block.problem(String(text.trimmingBlanks))
        case .block:
            CIDR(paddedWithZeros: text) == nil ? "a block of addresses such as 10.0.0.0/8 or fd00::/8" : nil
        }
    }

    private static let subdomain = "at most 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part"

    private static func isDomainPrefixedPath(_ text: String) -> Bool {
        guard let slash = text.firstIndex(of: "/") else { return false }
        let path = text[text.index(after: slash)...].utf8
        let marks = Array("/-._~%!$&'()*+,;=:".utf8)
        return NameRules.isDNS1123Subdomain(String(text[..<slash])) && !path.isEmpty && text.utf8.count <= 250
            && path.allSatisfy { marks.contains($0) || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 }
    }

    private static func relative(_ name: String) -> String { name.hasSuffix(".") ? String(name.dropLast()) : name }
}

extension IPAddress {
    /// Which of the ranges that no endpoint can be in, to stand before "address"; nil for other addresses (ValidateNonSpecialIP).
    var special: String? {
        if value == 0 { return "an unspecified" }
        let ranges: [(String, String)] =
            family == .ipv4
            ? [("127.0.0.0/8", "a loopback"), ("169.254.0.0/16", "a link-local"), ("224.0.0.0/24", "a link-local multicast")]
            : [("::1/128", "a loopback"), ("fe80::/10", "a link-local"), ("ff02::/16", "a link-local multicast")]
        return ranges.first { CIDR($0.0)?.contains(self) ?? false }?.1
    }
}

extension String {
    fileprivate var trimmingBlanks: Substring {
        var rest = self[...]
        while rest.first?.isWhitespace ?? false { rest.removeFirst() }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return rest
    }
}
