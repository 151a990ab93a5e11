/// A place in a text that reads like an address: `cart:7070`, `http://cart/items`, or a bare name after a word that announces one.
struct AddressMention: Hashable {
    enum Port: Hashable {
        case number(Int)
        case name(String)
    }

    enum Form {
        /// After `://`.
        case url
        /// `host:port`.
        case hostAndPort
        /// A name alone.
        case name
    }

    /// How surely the word before it announces an address.
    enum Announcement: Int, Comparable {
        case none, weak, strong

        static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// Lower case, as written: DNS does not tell the cases apart. Without credentials and path.
    let host: String
    var port: Port?
    /// The scheme's own port; where the text states none.
    var schemePort: Int?
    let form: Form
    /// The word before it: a variable's name, a flag, a key of a file.
    let key: String?
    let announcement: Announcement
    /// Which of the texts it stands in, and the line within that text, from 0.
    let text: Int
    let line: Int

    /// `cart:7070`, without credentials or path.
    var written: String {
        switch port {
        case .number(let number): "\(host):\(number)"
        case .name(let name): "\(host):\(name)"
        case nil: host
        }
    }
}

extension AddressMention.Announcement {
    private static let strongWords: Set<String> = [
        "host", "hosts", "hostname", "addr", "addrs", "address", "addresses", "server", "servers", "endpoint", "endpoints", "url", "urls",
        "uri", "uris", "upstream", "upstreams", "broker", "brokers", "dsn",
    ]
    private static let weakWords: Set<String> = [
        "backend", "backends", "service", "svc", "node", "nodes", "peer", "peers", "seed", "seeds", "target", "targets", "proxy", "gateway",
        "remote", "origin", "primary", "master", "leader", "replica", "bootstrap", "connect", "connection", "contact", "points", "dest",
        "destination", "link", "db", "database", "cache", "queue", "domain",
    ]
    /// Where somebody listens, or what the outside calls it: not whom it calls.
    private static let ownWords: Set<String> = [
        "listen", "bind", "advertise", "advertised", "public", "external", "allowed", "allow", "cors", "virtual", "cookie", "ingress",
    ]

    /// What a variable's name, a flag or a key says of the value: `DB_HOST`, `--cart-addr`, `spring.redis.host`, `jdbcUrl`.
    init(key: String) {
        let parts = Self.parts(key)
        guard let last = parts.last(where: { !$0.allSatisfy(\.isNumber) }), !parts.contains(where: Self.ownWords.contains),
            parts != ["hostname"]
        else {
            self = .none
            return
        }
        // `DBHOST`, `baseurl`: no mark between the words.
        let isStrong =
            Self.strongWords.contains(last) || ["host", "addr", "url", "uri"].contains { last.hasSuffix($0) && last.count <= 24 }
        self = isStrong ? .strong : Self.weakWords.contains(last) ? .weak : .none
    }

    private static func parts(_ key: String) -> [String] {
        var parts: [String] = []
        var word = ""
        var previousIsLower = false
        for character in key {
            let isLetter = character.isASCII && (character.isLetter || character.isNumber)
            if !isLetter || character.isUppercase && previousIsLower {
                if !word.isEmpty { parts.append(word) }
                word = ""
            }
            if isLetter { word.append(contentsOf: character.lowercased()) }
            previousIsLower = character.isLowercase
        }
        if !word.isEmpty { parts.append(word) }
        return parts
    }
}
