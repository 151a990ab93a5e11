/// How wide characters are, in thousandths of an em.
enum TextWidths {
    /// Helvetica's or Helvetica-Bold's width, Courier's where all are of one width; guesses for scripts that these do not have.
    static func width(of character: Unicode.Scalar, isMono: Bool, isBold: Bool) -> Int {
        if isMono { return isWide(character) ? 1200 : 600 }
        if (0x20..<0x7F).contains(character.value) { return Int((isBold ? bold : regular)[Int(character.value) - 0x20]) }
        if isWide(character) { return 1000 }
        if character.value < 0x250 { return isBold ? 611 : 556 }
        return isBold ? 700 : 667
    }

    /// East Asian wide characters and emoji.
    private static func isWide(_ character: Unicode.Scalar) -> Bool {
        switch character.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// Adobe's AFM files for Helvetica and Helvetica-Bold, U+0020 to U+007E.
    private static let regular: [Int16] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556,
        278,
        278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611,
        722,
        667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556,
        556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ]
    private static let bold: [Int16] = [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556,
        333,
        333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611,
        722,
        667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
        611,
        611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ]
}
