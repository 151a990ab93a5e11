import KubeManifest

/// A word of a block's command, with its place.
package struct BlockWord: Sendable, Equatable {
    /// What stands before the first `=`: the name of an option; nil for an input or a name.
    package let key: String?
    package let value: String
    /// The word's first character.
    package let location: SourceLocation

    /// A word that cannot be read.
    struct Problem: Error {
        let diagnostic: Diagnostic
    }

    /// Parts a command at white space. `"…"` knows `\"` and `\\`, `'…'` is as it stands; quotation marks stand around a whole word or the
    /// whole value behind `=`.
    ///
    /// - Parameters:
    ///   - text: valid UTF-8.
    ///   - place: of the byte at a position of the text.
    static func split(_ text: [UInt8], place: (Int) -> SourceLocation) -> Result<[BlockWord], Problem> {
        var words: [BlockWord] = []
        var position = 0
        do throws(Problem) {
            while true {
                while position < text.count, text[position] <= 0x20 { position += 1 }
                guard position < text.count else { return .success(words) }
                let start = position
                var key: String?
                var value: [UInt8] = []
                if let quoted = try quoted(text, &position, place) {
                    value = quoted
                } else {
                    while position < text.count, text[position] > 0x20 {
                        let byte = text[position]
                        position += 1
                        if byte == UInt8(ascii: "="), key == nil, !value.isEmpty {
                            key = String(decoding: value, as: UTF8.self)
                            value = []
                            if let quoted = try quoted(text, &position, place) {
                                value = quoted
                                break
                            }
                        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                            throw Problem(diagnostic: .inside(place(position - 1)))
                        } else {
                            value.append(byte)
                        }
                    }
                }
                if position < text.count, text[position] > 0x20 { throw Problem(diagnostic: .inside(place(position))) }
                words.append(BlockWord(key: key, value: String(decoding: value, as: UTF8.self), location: place(start)))
            }
        } catch {
            return .failure(error)
        }
    }

    /// What stands between quotation marks that begin here; nil where none begin.
    private static func quoted(
        _ text: [UInt8], _ position: inout Int, _ place: (Int) -> SourceLocation
    ) throws(Problem) -> [UInt8]? {
        guard position < text.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(text[position]) else { return nil }
        let (start, mark) = (position, text[position])
        var value: [UInt8] = []
        position += 1
        while position < text.count {
            let byte = text[position]
            position += 1
            if byte == mark { return value }
            let isEscape = byte == UInt8(ascii: "\\") && mark == UInt8(ascii: "\"") && position < text.count
            if isEscape, text[position] == mark || text[position] == byte {
                value.append(text[position])
                position += 1
            } else {
                value.append(byte)
            }
        }
        throw Problem(diagnostic: .unclosed(place(start)))
    }
}

extension Diagnostic {
    fileprivate static func inside(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "block-quotation", "quotation marks stand around a whole word, or around the whole value behind =.", at: place)
    }

    fileprivate static func unclosed(_ place: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "block-quotation", "this quotation mark has no second one in the comment.", at: place)
    }
}
