/// Markdown without what formatters and checkouts change: line ends, runs of blanks and of empty lines, the dashes of a table's second
/// row, the numbers of a list's items, `*` for `_`, and outside of code the ways to write a character (`&#91;`, `\[`) where it reads the
/// same.
struct FoldedMarkdown: Equatable {
    private let lines: [[UInt8]]

    init(_ bytes: ArraySlice<UInt8>) {
        var lines: [[UInt8]] = []
        // CR LF is one line end.
        let ends = bytes.indices.filter { !(bytes[$0] == 0x0D && $0 + 1 < bytes.endIndex && bytes[$0 + 1] == 0x0A) }.map { bytes[$0] }
        for line in ends.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let folded = Self.folded(line)
            let isBlank = folded.allSatisfy { $0 == UInt8(ascii: ">") || $0 == 0x20 }
            if !(isBlank && lines.last == []) { lines.append(isBlank ? [] : folded) }
        }
        self.lines = lines
    }

    private static func folded(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var code = 0
        var position = line.startIndex
        while position < line.endIndex {
            let byte = line[position]
            if byte == 0x20 || byte == 0x09 {
                if !result.isEmpty, result.last != 0x20 { result.append(0x20) }
            } else if byte == UInt8(ascii: "`") {
                let marks = line[position...].prefix { $0 == byte }.count
                code = code == 0 ? marks : code == marks ? 0 : code
                result += line[position..<(position + marks)]
                position += marks - 1
            } else if code == 0, let (character, length) = Self.escape(line[position...]) {
                result.append(character == UInt8(ascii: "*") ? UInt8(ascii: "_") : character)
                position += length - 1
            } else {
                result.append(byte == UInt8(ascii: "*") && code == 0 ? UInt8(ascii: "_") : byte)
            }
            position += 1
        }
        if result.last == 0x20 { result.removeLast() }
        // A rule across the page has many forms.
        if result.count >= 3, let mark = result.first, mark == UInt8(ascii: "-") || mark == UInt8(ascii: "_"),
            result.allSatisfy({ $0 == mark })
        {
            return Array("---".utf8)
        }
        return numbered(isDelimiter(result) ? dashed(result) : result)
    }

    /// A character of ASCII behind a backslash or as an entity (CommonMark 0.31, 2.4 and 2.5), and how many bytes that takes. Not `<`: what
    /// makes markup of text is a change.
    private static func escape(_ rest: ArraySlice<UInt8>) -> (character: UInt8, length: Int)? {
        if rest.first == UInt8(ascii: "\\"), let next = rest.dropFirst().first, punctuation.contains(next), next != UInt8(ascii: "<") {
            return (next, 2)
        }
        guard rest.first == UInt8(ascii: "&"), let end = rest.prefix(8).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: rest[rest.startIndex + 1..<end], as: UTF8.self), length = end - rest.startIndex + 1
        switch name {
        case "amp": return (UInt8(ascii: "&"), length)
        case "quot": return (UInt8(ascii: "\""), length)
        case "gt": return (UInt8(ascii: ">"), length)
        default:
            guard name.hasPrefix("#"), let number = UInt8(name.dropFirst()), (0x21...0x7E).contains(number), number != UInt8(ascii: "<")
            else {
                return nil
            }
            return (number, length)
        }
    }

    private static let punctuation = Set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".utf8)

    /// The second row of a table.
    private static func isDelimiter(_ line: [UInt8]) -> Bool {
        line.contains(UInt8(ascii: "|")) && line.contains(UInt8(ascii: "-"))
            && line.allSatisfy { [UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: ">"), 0x20].contains($0) }
    }

    /// One dash for many, without blanks.
    private static func dashed(_ line: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in line where byte != 0x20 && !(byte == UInt8(ascii: "-") && result.last == byte) { result.append(byte) }
        return result
    }

    /// `1.` for every number at the beginning, behind quotation marks.
    private static func numbered(_ line: [UInt8]) -> [UInt8] {
        let quotes = line.prefix { $0 == UInt8(ascii: ">") || $0 == 0x20 }
        let rest = line[quotes.endIndex...]
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard (1...9).contains(digits.count), let end = rest.dropFirst(digits.count).first, end == 0x2E || end == 0x29 else { return line }
        return Array(quotes) + [0x31] + rest.dropFirst(digits.count)
    }
}
