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
        func end() {
            if let last = line.last, last.text.hasSuffix(" ") {
                line[line.count - 1] = last.with(text: String(last.text.reversed().drop { $0 == " " }.reversed()))
            }
            line.removeAll { $0.text.isEmpty }
            if !line.isEmpty { lines.append(line) }
            line = []
        }
        for run in runs {
            for piece in pieces(of: run) {
                let isBlank = piece.text.allSatisfy { $0 == " " }
                if !line.isEmpty, !isBlank, (line + [piece]).widestWidth > limit { end() }
                if line.isEmpty, isBlank { continue }
                // What is one font stays one run.
                if let last = line.last, last.with(text: "") == piece.with(text: "") {
                    line[line.count - 1] = last.with(text: last.text + piece.text)
                } else {
                    line.append(piece)
                }
            }
        }
        end()
        guard lines.count > most else { return lines }
        // Both ends tell more than the middle; the tooltip has the whole.
        let head = lines.prefix(most / 2), tail = lines.suffix(most - most / 2)
        return head + tail.enumerated().map { number, line in
            guard number == 0, let first = line.first else { return line }
            return [first.with(text: "…" + first.text.dropFirst(2))] + line.dropFirst()
        }
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
            if " -./:_,".contains(character) {
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

extension HTMLRun {
    fileprivate func isWider(than limit: Double) -> Bool { [self].widestWidth > limit }
    fileprivate func with(text: String) -> HTMLRun { HTMLRun(text, face: face, size: size, colour: colour, isBold: isBold) }
}
