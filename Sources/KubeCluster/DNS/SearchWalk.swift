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
        let isLong = name.utf8.count { $0 == UInt8(ascii: ".") } >= Self.ndots(conf, library)
        let asIs = name + "."
        switch library {
        case .glibc:
            // resolv/res_query.c, __res_context_search: a "." in the list is the name as it is. It takes the place of the last try, but a
            // name of enough dots has been asked for before, and is asked for again.
            let list = conf.searches.map { $0 == "." || $0.isEmpty ? asIs : "\(name).\($0.withoutFinalDot)." }
            // A name that no question can hold ends the list.
            let sendable = Array(list.prefix { DNSName($0).isAskable })
            let single = DNSName(asIs).isAskable ? [asIs] : []
            names = isLong ? single + sendable : sendable + (sendable.contains(asIs) ? [] : single)
        case .musl:
            let list = isLong ? [asIs] : Self.muslSearches(conf).map { "\(name).\($0.withoutFinalDot)." } + [asIs]
            names = list.filter { DNSName($0).isAskable }
        }
    }

    /// The last `ndots` of glibc (R55; res_init.c, res_setoptions: what is no number is 0), the first of musl (R56; resolvconf.c: what is no
    /// number is nothing, as is a line of more than 255 bytes). 1 where there is none, 15 at most.
    private static func ndots(_ conf: ResolvConf, _ library: ResolverLibrary) -> Int {
        let values = conf.options.filter { $0.hasPrefix("ndots:") }.map { $0.dropFirst(6).prefix { $0.isASCII && $0.isNumber } }
        let number = { (digits: Substring?) in digits.map { $0.isEmpty ? 0 : min(15, Int($0) ?? 15) } }
        switch library {
        case .glibc: return number(values.last) ?? 1
        case .musl:
            let line = "options \(conf.options.joined(separator: " "))"
            let first = line.utf8.count + 1 > 255 ? nil : values.first
            return first.flatMap { $0.isEmpty ? nil : number($0) } ?? 1
        }
    }

    /// A line of more than 255 bytes, its end included, is ignored.
    private static func muslSearches(_ conf: ResolvConf) -> [String] {
        let line = "search \(conf.searches.joined(separator: " "))"
        return line.utf8.count + 1 > 255 ? [] : conf.searches.filter { $0 != "." }
    }
}
