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
    }

    private(set) var mentions: [AddressMention] = []
    /// `port`'s value by the key without it, for hosts whose port stands in a sibling: `DB_HOST` and `DB_PORT`.
    private(set) var siblingPorts: [String: Int] = [:]
    /// Names that a file gives to its own groups of servers (nginx's `upstream api {`).
    private var ownNames: Set<String> = []

    /// The same variables and flags come again and again.
    private var announcements: [String: AddressMention.Announcement] = [:]

    // What a flag or a command in one argument says of the next.
    private var key: String?
    private var command: String?
    /// The mention whose port may be the next argument: `[nc, -z, db, "5432"]`.
    private var portIsNext: Int?

    private static let netTools: Set<String> = [
        "nc", "ncat", "netcat", "telnet", "ping", "nslookup", "dig", "curl", "wget", "wait-for", "wait-for-it", "wait-for-it.sh",
        "wait-for.sh", "http", "pg_isready",
    ]
    private static let commandStarts: Set<String> = [
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
        if case .argument = source, passOver(text) { return }
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
        ownNames.removeAll()
        (key, command, portIsNext) = (nil, nil, nil)
    }

    /// A variable that neither announces an address nor holds what one is made of: most are such.
    private mutating func isPlain(_ text: String, _ source: Source) -> Bool {
        guard case .variable(let name) = source, !text.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }) else {
            return false
        }
        return announcement(of: name) == .none && !name.lowercased().hasSuffix("port")
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
        if case .file = source {
            guard let first = line.first(where: { $0 > 0x20 }), first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else { return }
            if line.count >= 2, let start = line.firstIndex(where: { $0 > 0x20 }), line[start...].starts(with: Array("//".utf8)) { return }
            if let comment = line.indices.dropFirst().first(where: { line[$0] == UInt8(ascii: "#") && line[$0 - 1] <= 0x20 }) {
                line.removeSubrange(comment...)
            }
        }
        let before = line
        let urls = AddressURL.take(from: &line)
        var words = Words(line, source, key: key, command: command)
        for url in urls {
            let announced = Words.firstKey(before, source)
            for (host, port) in url.hosts where !ownNames.contains(host) {
                mentions.append(
                    AddressMention(
                        host: host, port: port, schemePort: port == nil ? url.defaultPort : nil, form: .url, key: announced,
                        announcement: .strong, text: index, line: number))
            }
        }
        while let word = words.next() { read(word, &words, source, index, number) }
        guard case .argument = source else { return }
        // The next argument goes on where this one ends; the next line of a script does not.
        (key, command) = number == 0 ? (words.key, words.command) : (nil, nil)
    }

    private mutating func read(_ word: Words.Word, _ words: inout Words, _ source: Source, _ index: Int, _ number: Int) {
        if let key = word.key, let port = Int(word.text), (1...65535).contains(port), let stem = Self.stem(key, "port") {
            siblingPorts[stem] = siblingPorts[stem] ?? port
        }
        if case .file = source, word.previous == "upstream" { ownNames.insert(word.text.lowercased()) }
        var text = word.text
        if let at = text.lastIndex(of: "@") { text = String(text[text.index(after: at)...]) }
        if text.hasPrefix("/") || word.isNoHost { return }
        text = String(text.prefix { $0 != "/" })
        guard let (host, port) = AddressURL.hostAndPort(text), !ownNames.contains(host) else { return }
        var announcement = word.key.map { self.announcement(of: $0) } ?? .none
        var port_ = port
        if let command = word.command, Self.netTools.contains(command), !word.text.hasPrefix("-") {
            announcement = max(announcement, .weak)
            // `nc -z db 5432`: the port is the next word, or the next argument.
            if port == nil { portIsNext = mentions.count }
            if port == nil, let number = words.peek().flatMap({ Int($0) }), (1...65535).contains(number) {
                port_ = .number(number)
                announcement = .strong
            }
        }
        if case .file = source, let previous = word.previous, Self.directives.contains(previous) { announcement = max(announcement, .weak) }
        if case .argument = source, word.key == "h" || word.key == "H" { announcement = max(announcement, .weak) }
        mentions.append(
            AddressMention(
                host: host, port: port_, schemePort: nil, form: port_ == nil ? .name : .hostAndPort, key: word.key,
                announcement: announcement,
                text: index, line: number))
    }

    /// The port of the sibling of a host's key: that of `DB_PORT` for `DB_HOST`.
    func siblingPort(of key: String?) -> Int? {
        guard let key else { return nil }
        for ending in ["host", "hostname", "addr", "address", "server", "service", "url", "name", ""] {
            if let stem = Self.stem(key, ending), let port = siblingPorts[stem] { return port }
        }
        return nil
    }

    private static func stem(_ key: String, _ ending: String) -> String? {
        let lower = key.lowercased()
        guard lower.hasSuffix(ending) else { return nil }
        return String(lower.dropLast(ending.count)).trimmingMarks
    }
}

extension String {
    fileprivate var trimmingMarks: String { String(reversed().drop { "_-.".contains($0) }.reversed()) }
}

extension AddressScanner {
    /// The words of a line, with what announces each.
    struct Words {
        struct Word {
            let text: String
            let key: String?
            let command: String?
            let previous: String?
            /// A function's or a variable's name.
            let isNoHost: Bool
        }

        private let line: [UInt8]
        private let isCode: Bool
        private let ownKey: String?
        private var position = 0
        private var previous: String?
        private var isCommandNext: Bool
        var key: String?
        var command: String?

        init(_ line: [UInt8], _ source: Source, key: String?, command: String?) {
            self.line = line
            if case .variable(let name) = source { ownKey = name } else { ownKey = nil }
            if case .argument = source { isCode = true } else { isCode = false }
            self.key = key ?? ownKey
            self.command = command
            // A script's every line begins a command; so does the first argument of all.
            isCommandNext = command == nil
        }

        /// What stands before the first URL: `proxy_pass`, `url:`, or the variable's name.
        static func firstKey(_ line: [UInt8], _ source: Source) -> String? {
            if case .variable(let name) = source { return name }
            var words = Words(line, source, key: nil, command: nil)
            return words.next()?.text
        }

        func peek() -> String? {
            var copy = self
            return copy.next()?.text
        }

        mutating func next() -> Word? {
            while position < line.count, Self.separates(line[position]) {
                skip()
            }
            guard position < line.count else { return nil }
            let isVariable =
                position > 0 && (line[position - 1] == UInt8(ascii: "$") || line[position - 1] == UInt8(ascii: "{"))
                && line[..<position].last(where: { $0 != UInt8(ascii: "{") }) == UInt8(ascii: "$")
            let start = position
            while position < line.count, !Self.separates(line[position]) { position += 1 }
            var text = String(decoding: line[start..<position], as: UTF8.self)
            let separator = position < line.count ? line[position] : 0
            let word = Word(
                text: text, key: key, command: command, previous: previous, isNoHost: isVariable || separator == UInt8(ascii: "("))
            advance(&text, separator)
            return word
        }

        private mutating func skip() {
            let byte = line[position]
            position += 1
            guard isCode else { return }
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "(") {
                isCommandNext = true
                key = nil
            }
        }

        /// What this word says of the next one.
        private mutating func advance(_ text: inout String, _ separator: UInt8) {
            previous = text
            if text == ":" { return }
            let isKey = separator == UInt8(ascii: "=") || text.hasSuffix(":") || followedByColon
            if isKey || text.utf8.count > 1 && text.utf8.first == UInt8(ascii: "-") {
                key = Self.bare(text)
            } else if ownKey == nil {
                key = isCode || !isList(separator) ? nil : key
            }
            guard isCode else { return }
            if isCommandNext, !isKey, !text.hasPrefix("-") {
                command = text.split(separator: "/").last.map(String.init) ?? text
                isCommandNext = AddressScanner.commandStarts.contains(text)
            } else if AddressScanner.commandStarts.contains(text) {
                isCommandNext = true
            }
        }

        /// `db-host` of `--db-host`, `host` of `host:`.
        private static func bare(_ text: String) -> String {
            var bytes = Array(text.utf8.drop { $0 == UInt8(ascii: "-") })
            while bytes.last == UInt8(ascii: ":") { bytes.removeLast() }
            return String(decoding: bytes, as: UTF8.self)
        }

        /// `"host" : "db"`: a colon that stands for itself.
        private var followedByColon: Bool {
            var look = position
            while look < line.count, line[look] == UInt8(ascii: "\"") || line[look] == UInt8(ascii: "'") || line[look] == 0x20 { look += 1 }
            return look < line.count && line[look] == UInt8(ascii: ":") && (look + 1 == line.count || line[look + 1] <= 0x22)
        }

        private func isList(_ separator: UInt8) -> Bool { separator == UInt8(ascii: ",") }

        private static let separators: Set<UInt8> = Set(#",;"'`<>|[]\=(){}&?*!$^#"#.utf8)
        private static func separates(_ byte: UInt8) -> Bool { byte <= 0x20 || separators.contains(byte) }
    }
}
