import KubeManifest

/// `host`, `host:80`, `host:http`, `host:53/udp`, `[2001:db8::1]:80` or `https://host/path`, taken apart.
struct WrittenAddress {
    let host: String
    let port: PortReference?
    let transport: TransportProtocol?
    let path: String
    let isURL: Bool

    init(_ text: String) throws(NameError) {
        var rest = text[...]
        var path = "/"
        var schemePort: Int?
        if let scheme = rest.firstRange(of: "://") {
            isURL = true
            schemePort = AddressURL.defaultPort(of: rest[..<scheme.lowerBound].lowercased())
            rest = rest[scheme.upperBound...]
            let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
            let tail = rest[end...].prefix { $0 != "?" && $0 != "#" }
            if !tail.isEmpty { path = String(tail) }
            rest = rest[..<end]
            // Credentials are nobody's business here.
            if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        } else {
            isURL = false
        }
        self.path = path
        var transport: TransportProtocol?
        if let slash = rest.lastIndex(of: "/"), let colon = rest.lastIndex(of: ":"), colon < slash,
            let known = TransportProtocol(rawValue: rest[rest.index(after: slash)...].uppercased())
        {
            transport = known
            rest = rest[..<slash]
        }
        self.transport = transport
        var written: Substring?
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            let tail = rest[rest.index(after: end)...]
            if tail.first == ":" { written = tail.dropFirst() }
            rest = rest[rest.index(after: rest.startIndex)..<end]
        } else if let colon = rest.lastIndex(of: ":"), rest.firstIndex(of: ":") == colon {
            written = rest[rest.index(after: colon)...]
            rest = rest[..<colon]
        }
        guard !rest.isEmpty else { throw NameError(message: "\(Quoted(text)) names no host.") }
        host = String(rest)
        guard let written else {
            port = schemePort.map { .number($0) }
            return
        }
        if let number = Int(written), (1...65535).contains(number) {
            port = .number(number)
        } else if NameRules.isPortName(String(written)) {
            port = .name(String(written))
        } else {
            throw NameError(message: "\(Quoted(String(written))) is no port: a number from 1 to 65535, or the name of one.")
        }
    }
}
