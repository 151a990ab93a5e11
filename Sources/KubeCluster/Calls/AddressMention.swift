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

    /// How surely the word before it announces an address; `refused`: what follows is none of another's.
    enum Announcement: Int, Comparable {
        case refused, none, weak, strong

        static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// Lower case, as written: DNS does not tell the cases apart. Without credentials and path.
    let host: String
    var port: Port?
    /// The scheme's own port; where the text states none.
    var schemePort: Int?
    /// Of a URL.
    var scheme: String?
    let form: Form
    /// The word before it: a variable's name, a flag, a key of a file.
    let key: String?
    let announcement: Announcement
    /// Which of the texts it stands in, and the line within that text, from 0.
    private(set) var text: Int
    let line: Int
    /// The block of a file that it stands in: a host's port stands in the same one.
    var block = 0

    /// The same mention in another text.
    func moved(to text: Int) -> AddressMention {
        var moved = self
        moved.text = text
        return moved
    }

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
        "backend", "backends", "service", "svc", "nodes", "peer", "peers", "seed", "seeds", "target", "targets", "proxy", "gateway",
        "remote", "origin", "primary", "master", "leader", "replica", "bootstrap", "connect", "contact", "points", "dest", "destination",
    ]
    /// Before `backend` they say of which kind it is (`STORAGE_BACKEND=postgres`), before `service` what somebody is called (`DD_SERVICE`).
    private static let kindWords: [String: Set<String>] = [
        "backend": [
            "storage", "cache", "result", "session", "queue", "auth", "store", "log", "logging", "email", "mail", "db", "database", "state",
        ],
        "service": ["dd", "otel", "apm", "elastic"],
    ]
    /// Where somebody listens, what an image is called, who may come in: no address of another, in whatever form.
    private static let refusingWords: Set<String> = [
        "listen", "listener", "listeners", "bind", "advertise", "advertised", "cors", "allowed", "cookie",
    ]
    /// The same, at the end of a name: `SIDECAR_IMAGE`, but not `IMAGE_SERVICE_ADDR`.
    private static let refusingEndings: Set<String> = ["image", "images", "repository", "email", "selector"]
    /// Where somebody listens, or what the outside calls it: not whom it calls.
    private static let ownWords: Set<String> = [
        "public", "external", "allow", "virtual", "ingress",
    ]

    /// What a variable's name, a flag or a key says of the value: `DB_HOST`, `--cart-addr`, `spring.redis.host`, `jdbcUrl`.
    init(key: String) {
        let parts = Self.parts(key)
        if parts.contains(where: Self.refusingWords.contains) || parts.last.map(Self.refusingEndings.contains) ?? false
            || parts.suffix(2) == ["no", "proxy"]
        {
            self = .refused
            return
        }
        guard let last = parts.last(where: { !$0.utf8.allSatisfy(Self.isDigit) }), !parts.contains(where: Self.ownWords.contains),
            parts != ["hostname"]
        else {
            self = .none
            return
        }
        // `DBHOST`, `baseurl`: no mark between the words.
        let isStrong =
            Self.strongWords.contains(last) || ["host", "addr", "url", "uri"].contains { last.hasSuffix($0) && last.count <= 24 }
        let isKind = Self.kindWords[last].map { words in parts.contains(where: words.contains) } ?? false
        let isWeak = Self.weakWords.contains(last) && (parts.count > 1 || last != "service") && !isKind
        self = isStrong ? .strong : isWeak ? .weak : .none
    }

    private static func parts(_ key: String) -> [String] {
        var parts: [String] = []
        var word: [UInt8] = []
        var previousIsLower = false
        let end = {
            // `backend_hostname0`: a number at the end only tells several apart.
            let letters = word.lastIndex { !Self.isDigit($0) }.map { word[...$0] } ?? word[...]
            if !word.isEmpty { parts.append(String(decoding: letters, as: UTF8.self)) }
            word.removeAll(keepingCapacity: true)
        }
        for byte in key.utf8 {
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
            let isLetter = isUpper || isLower || isDigit(byte)
            if !isLetter || isUpper && previousIsLower { end() }
            if isLetter { word.append(isUpper ? byte | 0x20 : byte) }
            previousIsLower = isLower
        }
        end()
        return parts
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
