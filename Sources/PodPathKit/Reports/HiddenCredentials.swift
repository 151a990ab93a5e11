/// A line of a manifest with stars in place of what may be a password, a token or a key: messages are pasted into issues and chats.
enum HiddenCredentials {
    /// - Parameters:
    ///   - line: as it stands in the file.
    ///   - before: the line before it: `name: DB_PASSWORD` stands above its `value`.
    static func hide(in line: [Unicode.Scalar], after before: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var line = line
        if let end = nameEnd(in: line) { hideValue(&line, from: end) }
        if nameEnd(in: before) != nil, let value = firstRange(of: "value", in: line) { hideValue(&line, from: value.upperBound) }
        hideUsers(&line)
        hideQueries(&line)
        return line
    }

    /// Parts of names that a credential has, in lower case.
    private static let names = ["password", "passwd", "pwd", "secret", "token", "apikey", "api_key", "api-key", "credential", "private"]

    /// Where the name of a credential ends.
    private static func nameEnd(in line: [Unicode.Scalar]) -> Int? { names.compactMap { firstRange(of: $0, in: line)?.upperBound }.min() }

    private static func firstRange(of word: String, in line: [Unicode.Scalar]) -> Range<Int>? {
        let wanted = Array(word.unicodeScalars)
        guard line.count >= wanted.count else { return nil }
        return (0...(line.count - wanted.count)).first { start in
            wanted.indices.allSatisfy { line[start + $0].properties.lowercaseMapping == String(wanted[$0]) }
        }.map { $0..<($0 + wanted.count) }
    }

    /// What follows the first `:`, `=` or `,`; a reference to a Secret says where a value is, not what it is.
    private static func hideValue(_ line: inout [Unicode.Scalar], from start: Int) {
        guard let mark = line[start...].firstIndex(where: { ":=,".unicodeScalars.contains($0) }) else { return }
        for index in line.indices[(mark + 1)...] where !" \t\"'{}[],".unicodeScalars.contains(line[index]) { line[index] = "*" }
    }

    private static func endsWord(_ scalar: Unicode.Scalar) -> Bool { " \t\"',{}[]".unicodeScalars.contains(scalar) }

    /// `user:password@host`, with or without a scheme before it.
    private static func hideUsers(_ line: inout [Unicode.Scalar]) {
        var start = 0
        for position in line.indices {
            if endsWord(line[position]) { start = position + 1 }
            if position >= 2, line[position] == "/", line[position - 1] == "/", line[position - 2] == ":" { start = position + 1 }
            if line[position] == "@" {
                for index in start..<position { line[index] = "*" }
                start = position + 1
            }
        }
    }

    /// The values of a URL's query: `?token=…&x=…`.
    private static func hideQueries(_ line: inout [Unicode.Scalar]) {
        var isQuery = false
        var isValue = false
        for position in line.indices {
            switch line[position] {
            case let scalar where endsWord(scalar): (isQuery, isValue) = (false, false)
            case "?": isQuery = true
            case "=" where isQuery: isValue = true
            case "&" where isQuery: isValue = false
            default: if isValue { line[position] = "*" }
            }
        }
    }
}
