import SafeText

/// What a reader would find changed in a figure: sentences and labels that went and came, never coordinates.
package enum FigureDifference {
    /// Empty where the words are the same.
    package static func text(_ path: String, from old: [UInt8]?, to new: [UInt8]) -> String {
        let before = words(old ?? []), after = words(new)
        let went = before.filter { !after.contains($0) }, came = after.filter { !before.contains($0) }
        let name = TerminalText(path).text
        return "--- \(old == nil ? "/dev/null" : name)\n+++ \(name)\n" + went.map { "-\(TerminalText($0).text)\n" }.joined()
            + came.map { "+\(TerminalText($0).text)\n" }.joined()
    }

    /// The texts of an SVG, each once, in their order.
    private static func words(_ svg: [UInt8]) -> [String] {
        var words: [String] = []
        var seen: Set<String> = []
        for element in ["title", "desc", "text"] {
            var rest = svg[...]
            while let start = rest.position(of: "<\(element)"), let end = rest[start...].position(of: "</\(element)>") {
                let text = plain(rest[start..<end])
                if !text.isEmpty, seen.insert(text).inserted { words.append(text) }
                rest = rest[end...].dropFirst(element.utf8.count + 3)
            }
        }
        return words
    }

    /// Without tags.
    private static func plain(_ markup: ArraySlice<UInt8>) -> String {
        var isTag = false
        var text: [UInt8] = []
        for byte in markup {
            if byte == UInt8(ascii: "<") {
                isTag = true
            } else if byte == UInt8(ascii: ">"), isTag {
                isTag = false
            } else if !isTag {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
