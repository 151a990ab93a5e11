import CTextMetrics

/// How wide a text is, in points.
///
/// Cells get their width from here, too, so that DOT is laid out in the same way by a `dot` without fonts, whose built-in tables know
/// neither bold nor anything beyond Latin.
enum TextMetrics {
    static func width(of run: HTMLRun) -> Double {
        let thousandths = run.text.unicodeScalars.reduce(0) { sum, scalar in
            sum + (isMark(scalar) ? 0 : Int(ctm_width(scalar.value, run.face == .mono ? 1 : 0, run.isBold ? 1 : 0)))
        }
        return Double(thousandths * run.size) / 1000
    }

    /// Whether the measure of a libgvc without fonts is too small for this text.
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
