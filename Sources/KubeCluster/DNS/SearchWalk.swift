/// The absolute names that a C library asks for one after the other (R55, R56).
struct SearchWalk {
    /// With the final dot.
    let names: [String]
    /// musl gives up at a name that exists without an address (NODATA); glibc goes on.
    let stopsAtNoData: Bool

    init(_ name: String, _ conf: ResolvConf, _ library: ResolverLibrary) {
        stopsAtNoData = library == .musl
        if name.hasSuffix(".") {
            names = DNSName(name).isAskable ? [name] : []
            return
        }
        let isLong = name.utf8.count { $0 == UInt8(ascii: ".") } >= conf.ndots
        let asIs = name + "."
        switch library {
        case .glibc:
            // A "." in the list is the name as it is; it is never asked for twice.
            var list = conf.searches.map { $0 == "." || $0.isEmpty ? asIs : "\(name).\($0.withoutFinalDot)." }
            if isLong { list.insert(asIs, at: 0) } else { list.append(asIs) }
            var seen: Set<String> = []
            list = list.filter { $0 != asIs || seen.insert($0).inserted }
            // A name that no question can hold ends the list, but the name as it is is still asked for.
            let sendable = list.prefix { DNSName($0).isAskable }
            names = Array(sendable) + (sendable.contains(asIs) || !DNSName(asIs).isAskable ? [] : [asIs])
        case .musl:
            let list = isLong ? [asIs] : Self.muslSearches(conf).map { "\(name).\($0.withoutFinalDot)." } + [asIs]
            names = list.filter { DNSName($0).isAskable }
        }
    }

    /// A line of more than 255 bytes, its end included, is ignored.
    private static func muslSearches(_ conf: ResolvConf) -> [String] {
        let line = "search \(conf.searches.joined(separator: " "))"
        return line.utf8.count + 1 > 255 ? [] : conf.searches.filter { $0 != "." }
    }
}
