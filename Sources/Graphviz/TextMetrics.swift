/// How wide a text is, in points.
///
/// libgvc's built-in tables know neither bold nor anything beyond Latin, so cells get their width from here:
/// Helvetica-Bold's widths (Adobe's AFM file) for what is bold, two thirds of an em or a whole one for other scripts.
enum TextMetrics {
    static func width(of run: HTMLRun) -> Double {
        let em = Double(run.size)
        return run.text.unicodeScalars.reduce(0) { sum, scalar in
            sum + em * (run.face == .mono ? mono(scalar) : run.isBold ? bold(scalar) : regular(scalar)) / 1000
        }
    }

    /// Whether libgvc's own measure is too small for this text.
    static func needsWidth(_ run: HTMLRun) -> Bool { run.isBold || run.text.utf8.contains { $0 >= 0x80 } }

    private static func mono(_ scalar: Unicode.Scalar) -> Double { isWide(scalar) ? 1200 : isMark(scalar) ? 0 : 600 }

    private static func bold(_ scalar: Unicode.Scalar) -> Double {
        if scalar.value >= 0x20, scalar.value < 0x7F { return boldWidths[Int(scalar.value) - 0x20] }
        return isWide(scalar) ? 1000 : isMark(scalar) ? 0 : scalar.value < 0x250 ? 611 : 700
    }

    private static func regular(_ scalar: Unicode.Scalar) -> Double {
        if scalar.value >= 0x20, scalar.value < 0x7F { return regularWidths[Int(scalar.value) - 0x20] }
        return isWide(scalar) ? 1000 : isMark(scalar) ? 0 : scalar.value < 0x250 ? 556 : 667
    }

    /// Combining marks, joiners and variation selectors take no room of their own.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: false
        }
    }

    /// East Asian wide characters and emoji.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// Helvetica-Bold, U+0020 to U+007E, in thousandths of an em.
    private static let boldWidths: [Double] = [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
        556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778,
        722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278,
        556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ]

    /// Helvetica, likewise.
    private static let regularWidths: [Double] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
        556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
        722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
        500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ]
}
