import Graphviz

/// Breaks lines that are wider than their room: between words, then after `-`, `.`, `/`, `:` or `_`, then anywhere.
struct LineBreaking {
    /// Pixels.
    let limit: Double
    /// Rows of one line; what is longer is cut in the middle.
    var most = 4

    func lines(_ runs: [HTMLRun]) -> [[HTMLRun]] {
        if runs.widestWidth <= limit { return [runs] }
        var lines: [[HTMLRun]] = []
        var line: [HTMLRun] = []
        for word in words(runs) {
            if word.isBlank {
                if !line.isEmpty { line.append(contentsOf: word) }
                continue
            }
            if (line + word).widestWidth <= limit {
                line += word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            var parts = word.widestWidth <= limit ? [word] : split(word)
            line = parts.removeLast()
            lines += parts
        }
        if !line.isEmpty { lines.append(line) }
        let joined = lines.map(Self.joined).filter { !$0.isEmpty }
        guard joined.count > most else { return joined }
        // Both ends tell more than the middle; the tooltip has the whole.
        let head = joined.prefix(most / 2), tail = joined.suffix(most - most / 2)
        return head
            + tail.enumerated().map { number, line in
                guard number == 0, let first = line.first else { return line }
                return [first.with(text: "…" + first.text.dropFirst(2))] + line.dropFirst()
            }
    }

    /// Words and the spaces between them; a word may have several fonts.
    private func words(_ runs: [HTMLRun]) -> [[HTMLRun]] {
        var words: [[HTMLRun]] = []
        for run in runs {
            for (number, piece) in run.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
                if number > 0 { words.append([run.with(text: " ")]) }
                guard !piece.isEmpty else { continue }
                if number == 0, let last = words.last, !last.isBlank {
                    words[words.count - 1].append(run.with(text: String(piece)))
                } else {
                    words.append([run.with(text: String(piece))])
                }
            }
        }
        return words
    }

    /// A word that is too long in itself: after its hyphens, dots and the like, or anywhere.
    private func split(_ word: [HTMLRun]) -> [[HTMLRun]] {
        var lines: [[HTMLRun]] = []
        var line: [HTMLRun] = []
        for piece in word.flatMap(pieces) {
            if !line.isEmpty, (Self.joined(line) + [piece]).widestWidth > limit {
                lines.append(line)
                line = []
            }
            line.append(piece)
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// What is of one font is one run, and no spaces stand at the end.
    private static func joined(_ line: [HTMLRun]) -> [HTMLRun] {
        var runs: [HTMLRun] = []
        for run in line.reversed().drop(while: { $0.text.allSatisfy { $0 == " " } }).reversed() {
            if let last = runs.last, last.with(text: "") == run.with(text: "") {
                runs[runs.count - 1] = last.with(text: last.text + run.text)
            } else {
                runs.append(run)
            }
        }
        return runs
    }

    /// One line, cut in the middle of its longest run where it is too wide.
    func cut(_ runs: [HTMLRun]) -> [HTMLRun] {
        var runs = runs
        while runs.widestWidth > limit, let longest = runs.indices.max(by: { runs[$0].text.count < runs[$1].text.count }),
            runs[longest].text.count > 4
        {
            let text = runs[longest].text
            let kept = max(3, text.count - max(2, Int((runs.widestWidth - limit) / 12)))
            runs[longest] = runs[longest].with(text: "\(text.prefix(kept / 2))…\(text.suffix(kept - kept / 2 - 1))")
        }
        return runs
    }

    private func pieces(of run: HTMLRun) -> [HTMLRun] {
        var pieces: [HTMLRun] = []
        var piece = ""
        for character in run.text {
            piece.append(character)
            if "-./:_,".contains(character) {
                pieces.append(run.with(text: piece))
                piece = ""
            }
        }
        if !piece.isEmpty { pieces.append(run.with(text: piece)) }
        return pieces.flatMap { $0.isWider(than: limit) ? cut($0) : [$0] }
    }

    /// A word that is too long in itself.
    private func cut(_ run: HTMLRun) -> [HTMLRun] {
        var pieces: [HTMLRun] = []
        var piece = ""
        for character in run.text {
            if !piece.isEmpty, run.with(text: piece + String(character)).isWider(than: limit) {
                pieces.append(run.with(text: piece))
                piece = ""
            }
            piece.append(character)
        }
        return pieces + [run.with(text: piece)]
    }
}

extension [HTMLRun] {
    fileprivate var isBlank: Bool { allSatisfy { $0.text.allSatisfy { $0 == " " } } }
}

extension HTMLRun {
    fileprivate func isWider(than limit: Double) -> Bool { [self].widestWidth > limit }
    fileprivate func with(text: String) -> HTMLRun { HTMLRun(text, face: face, size: size, colour: colour, isBold: isBold) }
}
