import KubeManifest

/// The types of records that the cluster's DNS serves.
package enum DNSType: String, Sendable, CaseIterable, Comparable {
    case soa = "SOA"
    case ns = "NS"
    case a = "A"
    case aaaa = "AAAA"
    case cname = "CNAME"
    case ptr = "PTR"
    case srv = "SRV"
    case txt = "TXT"

    package static func < (a: Self, b: Self) -> Bool { order(a) < order(b) }
    private static func order(_ type: Self) -> Int { allCases.firstIndex(of: type) ?? 0 }

    init(_ family: IPAddress.Family) { self = family == .ipv4 ? .a : .aaaa }
}

/// One resource record.
public struct DNSRecord: Sendable, Hashable {
    /// With the final dot; an answer repeats the question's spelling (R2).
    public let name: String
    package let type: DNSType
    /// `A`, `AAAA`, `SRV`, …
    public var typeName: String { type.rawValue }
    /// How long it may be kept, in seconds.
    public let ttl: Int
    /// As a zone file writes it, names with the final dot; SRV is `priority weight port target`, TXT without quotation marks.
    public let data: String
    /// Name or data rest on an address that podpath made up (R71).
    public let isIllustrative: Bool
    /// Of a Service that every cluster has and these manifests do not hold (R72).
    package let isBuiltIn: Bool
    /// The fields that made it.
    public let because: [Evidence]

    init(
        _ name: String, _ type: DNSType, ttl: Int, _ data: String, isIllustrative: Bool = false, isBuiltIn: Bool = false,
        because: [Evidence] = []
    ) {
        self.name = name
        self.type = type
        self.ttl = ttl
        self.data = data
        self.isIllustrative = isIllustrative
        self.isBuiltIn = isBuiltIn
        self.because = because
    }
}

/// How a DNS server ends an answer.
package enum DNSResponseCode: String, Sendable {
    case noError = "NOERROR"
    case nameError = "NXDOMAIN"
    case serverFailure = "SERVFAIL"
    case refused = "REFUSED"
}

/// What a DNS server says to one question.
package struct DNSResponse: Sendable {
    package var code: DNSResponseCode
    package var answers: [DNSRecord] = []
    package var additional: [DNSRecord] = []
    package var authority: [DNSRecord] = []
    /// Why: which rule made the name, or did not.
    package var reason: DNSReason
    package var because: [Evidence] = []
    /// The name is none of this cluster's.
    package var isOutside = false
    /// Nobody has stated what the outside says; the code is taken for granted.
    package var isAssumed = false

    init(_ code: DNSResponseCode, _ reason: DNSReason) {
        self.code = code
        self.reason = reason
    }

    /// Answers that hold what was asked for, aliases aside.
    package func holds(_ types: [DNSType]) -> Bool { answers.contains { types.contains($0.type) } }
}

extension [DNSRecord] {
    /// Each once: answers are sets (R12).
    var unique: [DNSRecord] {
        var seen: Set<String> = []
        return filter { seen.insert("\($0.name) \($0.type.rawValue) \($0.data)").inserted }
    }
}
