import SafeText

/// The fonts of a figure: those that people's machines have, the narrow ones first.
enum SVGFonts {
    static let sans = "Arial,Helvetica,Liberation Sans,Roboto,Segoe UI,Noto Sans,sans-serif"
    static let mono = "ui-monospace,SFMono-Regular,Menlo,Consolas,Liberation Mono,monospace"
}

/// The words of a line as they stand in an SVG.
enum SVGText {
    /// Appends a run of a line, escaped, with the marks that keep its parts in order: after letters that are written from right to left
    /// comes a left-to-right mark, so that what follows them (a colon, a port) stays behind them.
    static func append(_ run: HTMLRun, isLast: Bool, to bytes: inout [UInt8]) {
        // The marks come last: from a manifest they would be made visible.
        XMLText.append(words(run), to: &bytes) { withDirectionEnds($0, isLast: isLast) }
    }

    /// An empty run is a space, as in DOT.
    static func words(_ run: HTMLRun) -> String { run.text.isEmpty ? " " : run.text }

    /// Spaces at its ends or side by side, which XML would fold.
    static func hasSpacesToKeep(_ text: String) -> Bool { text.hasPrefix(" ") || text.hasSuffix(" ") || text.contains("  ") }

    private static func withDirectionEnds(_ text: String, isLast: Bool) -> String {
        guard text.unicodeScalars.contains(where: isRightToLeft) else { return text }
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (position, scalar) in scalars.enumerated() {
            result.append(scalar)
            guard isRightToLeft(scalar) else { continue }
            guard position + 1 < scalars.count else {
                if !isLast { result.append("\u{200E}") }
                continue
            }
            guard !isRightToLeft(scalars[position + 1]) else { continue }
            // A name's own hyphens belong to it.
            let next = scalars[(position + 1)...].first { !"-_.".unicodeScalars.contains($0) }
            if let next, !isRightToLeft(next) { result.append("\u{200E}") }
        }
        return String(result)
    }

    /// Hebrew, Arabic, Syriac, Thaana, NKo and their kin.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }
}
