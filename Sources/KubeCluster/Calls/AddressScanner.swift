import KubeManifest

/// Finds what reads like an address in variables, arguments, scripts and configuration files.
///
/// Whether a name is one of a Service is not decided here, only whether it stands where addresses stand.
struct AddressScanner {
    /// What a text is: that decides how its words are announced.
    enum Source {
        /// A variable's value, announced by the variable's name.
        case variable(String)
        /// One of a container's command and arguments.
        case argument
        /// A configuration file.
        case file
        /// A script in a file.
        case script

        /// It has blocks and comments.
        var isFile: Bool {
            switch self {
            case .file, .script: true
            case .variable, .argument: false
            }
        }

        /// No commands stand in it.
        var isText: Bool {
            switch self {
            case .file, .variable: true
            case .script, .argument: false
            }
        }
    }

    private(set) var mentions: [AddressMention] = []
    /// `port`'s value by the key without it and its block, for hosts whose port stands in a sibling: `DB_HOST` and `DB_PORT`.
    private(set) var siblingPorts: [Sibling: Int] = [:]

    struct Sibling: Hashable {
        let stem: String
        let block: Int
    }

    /// The blocks that the line at hand stands in, by how far they are indented.
    private var blocks: [(indent: Int, number: Int)] = []
    private var block: Int { blocks.last?.number ?? 0 }
    private var blockCount = 0
    /// Names that a file gives to its own groups of servers (nginx's `upstream api {`).
    private var ownNames: Set<String> = []

    /// The same variables and flags come again and again.
    private var announcements: [String: AddressMention.Announcement] = [:]

    /// What variables of one name and value held: replicas have the same ones.
    private var variables = VariableMemory()

    // What a flag or a command in one argument says of the next.
    private var key: String?
    private var command: String?
    /// The mention whose port may be the next argument: `[nc, -z, db, "5432"]`.
    private var portIsNext: Int?

    private static let netTools: Set<String> = [
        "nc", "ncat", "netcat", "telnet", "ping", "nslookup", "dig", "curl", "wget", "wait-for", "wait-for-it", "wait-for-it.sh",
        "wait-for.sh", "http", "pg_isready", "mysql", "mysqladmin", "psql", "redis-cli", "mongo", "mongosh",
    ]
    /// Their first words are names of other things; the host comes with `-h`.
    private static let clients: Set<String> = ["pg_isready", "mysql", "mysqladmin", "psql", "redis-cli", "mongo", "mongosh"]
    static let commandStarts: Set<String> = [
        "do", "then", "else", "until", "while", "if", "!", "exec", "sudo", "timeout", "&&", "||",
    ]
    /// Words of files that stand before a host: nginx's `server db;`, haproxy's and others'.
    private static let directives: Set<String> = [
        "server", "proxy_pass", "fastcgi_pass", "uwsgi_pass", "grpc_pass", "host", "address", "remote",
    ]
    /// As much of one text as is read: what a ConfigMap can hold.
    private static let limit = 1 << 20

    mutating func scan(_ text: String, _ source: Source, text index: Int) {
        if case .argument = source {
            if let pending = portIsNext, let number = Int(text), (1...65535).contains(number) { mentions[pending].port = .number(number) }
            // With blanks in it, it is a script of its own: `sh -c "nc -z db 5432"`.
            if text.utf8.contains(where: { $0 <= 0x20 }) { (key, command) = (nil, nil) }
        } else {
            (key, command) = (nil, nil)
        }
        portIsNext = nil
        if isPlain(text, source) { return }
        if case .variable(let name) = source { return scan(variable: name, text, index) }
        scan(lines: text, source, index)
    }

    private mutating func scan(variable name: String, _ text: String, _ index: Int) {
        if let known = variables[name, text] {
            mentions += known.mentions.map { $0.moved(to: index) }
            for (sibling, port) in known.siblingPorts { siblingPorts[sibling] = siblingPorts[sibling] ?? port }
            portIsNext = known.portIsNext.map { mentions.count - $0 }
            return
        }
        let count = mentions.count
        var earlier: [Sibling: Int] = [:]
        swap(&earlier, &siblingPorts)
        scan(lines: text, .variable(name), index)
        swap(&earlier, &siblingPorts)
        let found = VariableMemory.Found(
            mentions: Array(mentions[count...]), siblingPorts: earlier, portIsNext: portIsNext.map { mentions.count - $0 })
        for (sibling, port) in earlier { siblingPorts[sibling] = siblingPorts[sibling] ?? port }
        variables[name, text] = found
    }

    private mutating func scan(lines text: String, _ source: Source, _ index: Int) {
        if case .argument = source, passOver(text) { return }
        guard text.utf8.contains(0x0A) else {
            scan(line: Array(text.utf8.prefix(Self.limit)), source, index, 0)
            return
        }
        for (number, line) in text.utf8.prefix(Self.limit).split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            scan(line: Array(line), source, index, number)
        }
    }

    private mutating func announcement(of key: String) -> AddressMention.Announcement {
        if let known = announcements[key] { return known }
        let announcement = AddressMention.Announcement(key: key)
        announcements[key] = announcement
        return announcement
    }

    /// Makes it ready for the texts of another workload.
    mutating func reset() {
        mentions.removeAll(keepingCapacity: true)
        siblingPorts.removeAll(keepingCapacity: true)
        blocks.removeAll()
        ownNames.removeAll()
        (key, command, portIsNext) = (nil, nil, nil)
    }

    /// A variable that neither announces an address nor holds what one is made of: most are such.
    private mutating func isPlain(_ text: String, _ source: Source) -> Bool {
        guard case .variable(let name) = source,
            !text.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "=") })
        else { return false }
        return announcement(of: name) <= .none && !name.utf8.suffix(4).elementsEqual("port".utf8) { $0 | 0x20 == $1 }
    }

    /// An argument in which no address can stand is only remembered for the next one; most are such.
    private mutating func passOver(_ text: String) -> Bool {
        guard key == nil, command.map({ !Self.netTools.contains($0) }) ?? true,
            text.utf8.allSatisfy({
                $0 > 0x20 && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "@")
            })
        else { return false }
        if text.utf8.first == UInt8(ascii: "-") {
            key = String(text.utf8.drop { $0 == UInt8(ascii: "-") }) ?? text
        } else if command == nil {
            command = text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(text[text.utf8.index(after: $0)...]) } ?? text
        }
        return true
    }

    private mutating func scan(line bytes: [UInt8], _ source: Source, _ index: Int, _ number: Int) {
        var line = bytes
        TemplateActions.blank(&line)
        if case .argument = source, line.first(where: { $0 > 0x20 }) == UInt8(ascii: "#") { return }
        if source.isFile {
            guard let first = line.first(where: { $0 > 0x20 }), first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else { return }
            enterBlock(line, first)
            if line.count >= 2, let start = line.firstIndex(where: { $0 > 0x20 }), line[start...].starts(with: Array("//".utf8)) { return }
            if let comment = line.indices.dropFirst().first(where: { line[$0] == UInt8(ascii: "#") && line[$0 - 1] <= 0x20 }) {
                line.removeSubrange(comment...)
            }
        }
        let before = line
        let urls = AddressURL.take(from: &line)
        var words = Words(line, source, key: key, command: command)
        if source.isFile, let first = Words.firstKey(before, source)?.lowercased(), Self.ownDirectives.contains(first) { return }
        let announced = urls.isEmpty ? nil : Words.firstKey(before, source)
        for url in urls {
            let isRefused = announced.map { announcement(of: $0) == .refused } ?? false
            for (host, port) in url.hosts where !ownNames.contains(host) {
                mentions.append(
                    AddressMention(
                        host: host, port: port, schemePort: port == nil ? url.defaultPort : nil, scheme: url.scheme, form: .url,
                        key: announced,
                        announcement: isRefused ? .refused : .strong, text: index, line: number, block: block))
            }
        }
        while let word = words.next() {
            if word.text.hasPrefix("/dev/tcp/") {
                readDevice(word.text, index, number)
            } else {
                read(word, &words, source, index, number)
            }
        }
        guard case .argument = source else { return }
        // The next argument goes on where this one ends; the next line of a script does not.
        (key, command) = number == 0 ? (words.key, words.command) : (nil, nil)
    }

    /// What a server is called itself: nginx's and Apache's.
    private static let ownDirectives: Set<String> = ["server_name", "servername", "serveralias", "listen"]

    /// YAML's and other files' blocks, by indentation; a section `[redis]` and an item of a list begin a new one.
    private mutating func enterBlock(_ line: [UInt8], _ first: UInt8) {
        var indent = line.firstIndex { $0 > 0x20 } ?? 0
        let isItem = first == UInt8(ascii: "-") && indent + 1 < line.count && line[indent + 1] == 0x20
        if isItem { indent += 2 }
        while let last = blocks.last, last.indent > indent { blocks.removeLast() }
        if first == UInt8(ascii: "[") { blocks.removeAll() }
        guard isItem || blocks.last?.indent != indent else { return }
        if blocks.last?.indent == indent { blocks.removeLast() }
        blockCount += 1
        blocks.append((indent, blockCount))
    }

    /// bash's `/dev/tcp/db/5432`.
    private mutating func readDevice(_ path: String, _ index: Int, _ number: Int) {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count == 4, let (host, port) = AddressURL.hostAndPort("\(parts[2]):\(parts[3])".utf8) else { return }
        mentions.append(
            AddressMention(
                host: host, port: port, form: .hostAndPort, key: nil, announcement: .strong, text: index, line: number, block: block))
    }

    /// Without what tells a client how to look the name up: gRPC's `dns:cart:7070`, Thanos' `dnssrv+_http._tcp.cart`, Oracle's `//cart`.
    private static func name(in text: String) -> String {
        var text = text[...]
        guard "/d_".utf8.contains(text.utf8.first ?? 0) else { return String(text) }
        for prefix in ["//", "dns+", "dnssrv+", "dnssrvnoa+"] where text.hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
        if text.hasPrefix("dns:"), text.dropFirst(4).contains(":") { text = text.dropFirst(4) }
        while text.hasPrefix("_"), let dot = text.firstIndex(of: ".") { text = text[text.index(after: dot)...] }
        return String(text)
    }

    private mutating func read(_ word: Words.Word, _ words: inout Words, _ source: Source, _ index: Int, _ number: Int) {
        if let key = word.key, let port = Int(word.text), (1...65535).contains(port), let stem = Self.stem(key.lowercased(), "port") {
            let sibling = Sibling(stem: stem, block: block)
            siblingPorts[sibling] = siblingPorts[sibling] ?? port
        }
        if word.isKey, !word.text.utf8.contains(UInt8(ascii: ":")) { return }
        if source.isFile, word.previous == "upstream" { ownNames.insert(word.text.lowercased()) }
        var text = word.text
        if let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) { text = String(text[text.utf8.index(after: at)...]) }
        text = Self.name(in: text)
        if let command = word.command, Self.clients.contains(command), text.hasPrefix("-h"), text != "-help" {
            text = String(text.dropFirst(2))
        }
        if text.hasPrefix("/") || word.isNoHost { return }
        if let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) { text = String(text[..<slash]) }
        guard let (host, port) = AddressURL.hostAndPort(text.utf8), !ownNames.contains(host) else { return }
        var announcement = word.key.map { self.announcement(of: $0) } ?? .none
        var port_ = port
        let isAttached = word.text.hasPrefix("-h") && word.text.utf8.count > 2
        if let command = word.command, Self.netTools.contains(command),
            Self.clients.contains(command) ? isAttached : !word.text.hasPrefix("-")
        {
            announcement = max(announcement, .weak)
            // `nc -z db 5432`: the port is the next word, or the next argument.
            if port == nil { portIsNext = mentions.count }
            if port == nil, let number = words.peek().flatMap({ Int($0) }), (1...65535).contains(number) {
                port_ = .number(number)
                announcement = .strong
            }
        }
        // SQL Server's `Server=db,1433`.
        if port_ == nil, word.isBeforeComma, announcement == .strong, word.key?.lowercased() == "server",
            let number = words.peek().flatMap({ Int($0) }), (1...65535).contains(number)
        {
            port_ = .number(number)
        }
        if source.isFile, let previous = word.previous, Self.directives.contains(previous.lowercased()) {
            announcement = max(announcement, .weak)
        }
        if !source.isText, word.key == "h" || word.key == "H" { announcement = max(announcement, .weak) }
        mentions.append(
            AddressMention(
                host: host, port: port_, schemePort: nil, form: port_ == nil ? .name : .hostAndPort, key: word.key,
                announcement: announcement,
                text: index, line: number, block: block))
    }

    /// The port of the sibling of a host's key: that of `DB_PORT` for `DB_HOST`.
    func siblingPort(of mention: AddressMention) -> Int? {
        guard let key = mention.key?.lowercased(), !siblingPorts.isEmpty else { return nil }
        for ending in ["host", "hostname", "addr", "address", "server", "service", "url", "name", ""] {
            if let stem = Self.stem(key, ending), let port = siblingPorts[Sibling(stem: stem, block: mention.block)] { return port }
        }
        return nil
    }

    private static func stem(_ key: String, _ ending: String) -> String? {
        guard key.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8) else { return nil }
        var stem = key.utf8.dropLast(ending.utf8.count)
        while let last = stem.last, last == UInt8(ascii: "_") || last == UInt8(ascii: "-") || last == UInt8(ascii: ".") {
            stem.removeLast()
        }
        return String(Substring(stem))
    }
}
