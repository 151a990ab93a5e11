/// Prose in Markdown (CommonMark with GitHub's tables and autolinks): it reads as what it is and does nothing, in a site generator
/// neither.
package struct MarkdownText: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        self.init(visible: InertPairs.atLineStart(InertPairs.of(VisibleText.of(untrusted))))
    }

    fileprivate init(visible: String) {
        let source = Array(visible.unicodeScalars)
        var result = ""
        for (position, scalar) in source.enumerated() {
            let previous = position > 0 ? source[position - 1] : " "
            let next = position + 1 < source.count ? source[position + 1] : " "
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\\", "`", "*", "[", "]", "|", "!", "$", "{", "}", "^": result += "&#\(scalar.value);"
            // Emphasis begins and ends at a word's edge; within a word `_` is an ordinary character.
            case "_": result += Self.isWord(previous) && Self.isWord(next) ? "_" : "&#95;"
            // One is harmless before a digit ("~10.0.0.1"); two strike through, three fence.
            case "~": result += next == "~" || previous == "~" ? "&#126;" : "~"
            case "#" where !Self.isWord(previous), "=" where position == 0, "+" where position == 0: result += "&#\(scalar.value);"
            case "-" where position == 0: result += "&#45;"
            case ".", ")": result += Self.endsListNumber(source, position) ? "&#\(scalar.value);" : String(scalar)
            // Autolinks: `://`, `www.`, and addresses with `@`.
            case ":": result += next == "/" ? "&#58;" : ":"
            case "@": result += "&#64;"
            case "w", "W": result += Self.beginsWWW(source, position) ? "&#\(scalar.value);" : String(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        text = result
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }

    /// `1.` or `1)` at the beginning would start a list.
    private static func endsListNumber(_ source: [Unicode.Scalar], _ position: Int) -> Bool {
        position > 0 && position <= 9 && source[..<position].allSatisfy { ("0"..."9").contains($0) }
            && (position + 1 == source.count || source[position + 1] == " ")
    }

    private static func beginsWWW(_ source: [Unicode.Scalar], _ position: Int) -> Bool {
        guard position + 3 < source.count, position == 0 || !isWord(source[position - 1]) else { return false }
        return source[position + 3] == "." && source[position..<(position + 3)].allSatisfy { $0 == "w" || $0 == "W" }
    }
}

/// A code span around any text: nothing in it can end it, not even in a table's cell, and no site generator expands it.
package struct MarkdownCode: Sendable, Hashable {
    package let text: String

    package init(_ untrusted: String) {
        let inert = InertPairs.of(VisibleText.of(untrusted))
        if inert.isEmpty {
            text = ""
        } else if inert.contains("|") {
            // Within a table a bar would end the cell even inside the span, and outside of one its backslash would show.
            text = MarkdownText(visible: inert).text
        } else {
            let fence = String(repeating: "`", count: Self.longestRun(of: "`", in: inert) + 1)
            // One blank at each end is taken off again; a backtick there would belong to the fence.
            let needsBlanks = [" ", "`"].contains(inert.first) || [" ", "`"].contains(inert.last)
            let blank = needsBlanks ? " " : ""
            text = fence + blank + inert + blank + fence
        }
    }

    private static func longestRun(of character: Character, in text: String) -> Int {
        var longest = 0
        var current = 0
        for next in text {
            current = next == character ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }
}
