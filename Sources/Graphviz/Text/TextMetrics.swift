/// How wide a text is, in points.
///
/// Cells get their width from here, so that a graph is laid out in the same way by a `dot` with and without fonts, whose built-in tables
/// know neither bold nor anything beyond Latin.
enum TextMetrics {
    static func width(of run: HTMLRun) -> Double {
        let thousandths = run.text.unicodeScalars.reduce(0) { sum, scalar in
            sum + (isMark(scalar) ? 0 : TextWidths.width(of: scalar, isMono: run.face == .mono, isBold: run.isBold))
        }
        return Double(thousandths * run.size) / 1000
    }

    /// Whether libgvc's built-in tables may measure less than the text takes: they know no bold and nothing beyond Latin.
    static func needsWidth(_ run: HTMLRun) -> Bool { run.isBold || run.text.utf8.contains { $0 >= 0x80 } }

    /// Combining marks, joiners and variation selectors take no room of their own.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0xAD { return false }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: false
        }
    }
}
