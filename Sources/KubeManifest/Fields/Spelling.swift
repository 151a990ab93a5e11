/// Finds what somebody probably meant.
package enum Spelling {
    /// The candidate nearest to a word: equal but for case first, then by edit distance of at most a third of its length.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        let wanted = Array(word.lowercased().utf8.prefix(100))
        let limit = max(1, wanted.count / 3)
        let letters = letters(wanted)
        var best: (distance: Int, text: String)?
        for candidate in candidates where abs(min(candidate.utf8.count, 100) - wanted.count) <= limit + 1 {
            let other = Array(candidate.lowercased().utf8.prefix(100))
            // Each letter that only one of the two has costs an edit.
            guard abs(other.count - wanted.count) <= limit, (letters & ~Self.letters(other)).nonzeroBitCount <= limit else { continue }
            let distance = distance(wanted, other)
            guard distance <= limit else { continue }
            if best.map({ (distance, candidate) < ($0.distance, $0.text) }) ?? true { best = (distance, candidate) }
        }
        return best?.text
    }

    /// Which letters occur, as a set of bits.
    private static func letters(_ word: [UInt8]) -> UInt64 { word.reduce(0) { $0 | 1 << UInt64($1 & 63) } }

    /// Letters left out, added, replaced, or two neighbours swapped: each counts one (optimal string alignment).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var above = Array(0...b.count)
        var (before, row) = (above, above)
        for i in a.indices {
            row[0] = i + 1
            for j in b.indices {
                var best = min(above[j] + (a[i] == b[j] ? 0 : 1), row[j] + 1, above[j + 1] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
                row[j + 1] = best
            }
            swap(&before, &above)
            swap(&above, &row)
        }
        return above[b.count]
    }
}
