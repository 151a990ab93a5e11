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
            /// `port` of `port=5432` or `"port": 5432`: it announces what follows, and is nothing itself.
            let isKey: Bool
            let isBeforeComma: Bool
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
            isCode = !source.isText
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
            // `%(db)s` and `$(DB)` where no command stands in it: what the name stands for is not here.
            let isInterpolated =
                position > 1 && line[position - 1] == UInt8(ascii: "(")
                && (line[position - 2] == UInt8(ascii: "%") || !isCode && line[position - 2] == UInt8(ascii: "$"))
            let isVariable =
                isInterpolated
                || position > 0 && (line[position - 1] == UInt8(ascii: "$") || line[position - 1] == UInt8(ascii: "{"))
                    && line[..<position].last(where: { $0 != UInt8(ascii: "{") }) == UInt8(ascii: "$")
            let start = position
            // The end of a name that a variable begins: `${SHARD}-server-0`, `%(host)s`.
            let isContinued = start > 0 && Self.continues(line[start - 1], line[start])
            while position < line.count, !Self.separates(line[position]) { position += 1 }
            // The colon after a quoted key is none of the value's: `"port":5432`.
            let isValue = line[start] == UInt8(ascii: ":") && start > 0 && Self.isQuote(line[start - 1]) && position - start > 1
            var text = String(decoding: line[(isValue ? start + 1 : start)..<position], as: UTF8.self)
            let separator = position < line.count ? line[position] : 0
            // `<db-host>` stands for what is to be written there; an XML element has its text behind it.
            let isPlaceholder = separator == UInt8(ascii: ">") && start > 0 && line[start - 1] == UInt8(ascii: "<")
            let word = Word(
                text: text, key: key, command: command, previous: previous,
                isNoHost: isVariable || isContinued || separator == UInt8(ascii: "(") || isPlaceholder,
                isKey: separator == UInt8(ascii: "=") || followedByMark, isBeforeComma: separator == UInt8(ascii: ","))
            if isContinued, !followedByMark, separator != UInt8(ascii: "=") {
                previous = text
                key = ownKey
            } else {
                advance(&text, separator)
            }
            return word
        }

        private static func continues(_ before: UInt8, _ first: UInt8) -> Bool {
            before == UInt8(ascii: "}") || before == UInt8(ascii: ")") && "-._s".utf8.contains(first)
        }

        private mutating func skip() {
            let byte = line[position]
            position += 1
            guard isCode else { return }
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "(")
                || byte == UInt8(ascii: "`")
            {
                isCommandNext = true
                key = nil
            }
        }

        /// What this word says of the next one.
        private mutating func advance(_ text: inout String, _ separator: UInt8) {
            let before = previous?.lowercased()
            previous = text
            if text == ":" { return }
            let isKey = separator == UInt8(ascii: "=") || text.hasSuffix(":") || followedByMark
            if isKey || text.utf8.count > 1 && text.utf8.first == UInt8(ascii: "-") {
                // ADO's `Data Source=db` says the same as `Server=db`.
                key = before == "data" && text.lowercased() == "source" ? "Server" : Self.bare(text)
            } else if ownKey == nil || key != ownKey {
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

        /// `"host" : "db"`, `"port":5432`, `host = db`: a colon or an equals sign that stands for itself.
        private var followedByMark: Bool {
            var look = position
            while look < line.count, Self.isQuote(line[look]) || line[look] == 0x20 { look += 1 }
            guard look < line.count else { return false }
            let isQuoted = look > position && Self.isQuote(line[look - 1])
            switch line[look] {
            case UInt8(ascii: ":"): return isQuoted || look + 1 == line.count || line[look + 1] <= 0x22
            case UInt8(ascii: "="): return !isCode && (look + 1 == line.count || line[look + 1] != UInt8(ascii: "="))
            default: return false
            }
        }

        private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

        private func isList(_ separator: UInt8) -> Bool { separator == UInt8(ascii: ",") }

        /// Blanks and `,;"'`<>|[]\=(){}&?*!$^#`, as bits: every byte of every text is asked.
        private static func separates(_ byte: UInt8) -> Bool {
            if byte < 0x40 { return 0xF800_17DF_FFFF_FFFF as UInt64 >> UInt64(byte) & 1 == 1 }
            return byte < 0x80 && 0x3800_0001_7800_0000 as UInt64 >> UInt64(byte - 0x40) & 1 == 1
        }
    }
}
