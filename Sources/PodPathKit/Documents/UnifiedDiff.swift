import SafeText

/// What differs between two texts, as patch(1) reads it.
package enum UnifiedDiff {
    private static let context = 3

    /// Empty where nothing differs.
    ///
    /// - Parameter path: of both.
    package static func text(_ path: String, from old: [UInt8], to new: [UInt8]) -> String {
        let lines = lines(old), other = Self.lines(new)
        let changes = edits(lines, other)
        guard changes.contains(where: { $0.sign != " " }) else { return "" }
        var text = "--- \(TerminalText(path).text)\n+++ \(TerminalText(path).text)\n"
        var position = 0
        while let first = changes[position...].firstIndex(where: { $0.sign != " " }) {
            let start = max(position, first - context)
            var end = first, last = first
            while end < changes.count, end - last <= 2 * context {
                if changes[end].sign != " " { last = end }
                end += 1
            }
            end = min(changes.count, last + context + 1)
            text += hunk(changes, start..<end)
            position = end
        }
        return text
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private typealias Edit = (sign: Character, line: String)

    /// All lines of both, in order, each with what becomes of it.
    private static func edits(_ old: [String], _ new: [String]) -> [Edit] {
        let difference = new.difference(from: old)
        var removed: Set<Int> = [], inserted: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var edits: [Edit] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if left < old.count, removed.contains(left) {
                edits.append(("-", old[left]))
                left += 1
            } else if right < new.count, inserted.contains(right) {
                edits.append(("+", new[right]))
                right += 1
            } else {
                edits.append((" ", old[left]))
                (left, right) = (left + 1, right + 1)
            }
        }
        return edits
    }

    private static func hunk(_ edits: [Edit], _ range: Range<Int>) -> String {
        let before = edits[..<range.lowerBound], within = edits[range]
        let count = { (part: ArraySlice<Edit>, sign: Character) in part.count { $0.sign != sign } }
        let place = { (sign: Character) in
            let lines = count(within, sign)
            return "\(count(before, sign) + (lines == 0 ? 0 : 1)),\(lines)"
        }
        return "@@ -\(place("+")) +\(place("-")) @@\n" + within.map { "\($0.sign)\(TerminalText($0.line).text)\n" }.joined()
    }
}
