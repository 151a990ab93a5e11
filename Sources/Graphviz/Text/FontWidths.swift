/// The widest of the fonts that readers have: for each character the largest of its widths in Arial (Liberation Sans has the same),
/// DejaVu Sans, Noto Sans, Roboto and Open Sans, in thousandths of an em. A line that has room for it has room in each of them.
enum FontWidths {
    static func width(of character: Unicode.Scalar, isMono: Bool, isBold: Bool) -> Int {
        if (0x20..<0x7F).contains(character.value) {
            return isMono ? mono : Int((isBold ? bold : regular)[Int(character.value) - 0x20])
        }
        if isMark(character) { return 0 }
        if isEmoji(character) { return 1300 }
        if let known = others[character] { return isMono ? max(mono, min(known.regular, 1000)) : isBold ? known.bold : known.regular }
        // What the measured fonts lack comes from another one: a square, and bold letters of wide scripts a little more.
        return isBold && !isMono ? 1200 : 1000
    }

    /// DejaVu Sans Mono has 602, Liberation Mono 600; other systems' are a little wider.
    private static let mono = 620

    /// Combining marks, joiners and variation selectors take no room of their own.
    private static func isMark(_ character: Unicode.Scalar) -> Bool {
        switch character.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: false
        }
    }

    /// Pictures of colour fonts are wider than a square.
    private static func isEmoji(_ character: Unicode.Scalar) -> Bool {
        switch character.value {
        case 0x2600...0x27BF, 0x1F000...0x1FAFF: true
        default: false
        }
    }

    private static let others: [Unicode.Scalar: (regular: Int, bold: Int)] = [
        "\u{B7}": (318, 380),
        "\u{D7}": (838, 838),
        "\u{2013}": (656, 632),
        "\u{2014}": (1000, 1000),
        "\u{2019}": (318, 380),
        "\u{201C}": (518, 657),
        "\u{201D}": (518, 657),
        "\u{2026}": (1000, 1000),
        "\u{2192}": (1000, 1000),
    ]

    /// U+0020 to U+007E.
    private static let regular: [Int16] = [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 552, 838, 318, 361, 318, 413, 636, 636, 636,
        636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667,
        611, 778, 752, 339, 552, 667, 557, 907, 760, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685,
        667, 685, 390, 411, 390, 838, 556, 577, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
        278, 974, 634, 612, 635, 635, 413, 521, 392, 634, 592, 818, 592, 592, 525, 636, 551, 636, 838,
    ]
    private static let bold: [Int16] = [
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 545, 838, 380, 415, 380, 413, 696, 696, 696,
        696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611, 1000, 774, 762, 734, 830, 683,
        683, 821, 837, 389, 559, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
        724, 725, 457, 422, 457, 838, 556, 607, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
        343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 551, 712, 838,
    ]
}

extension [HTMLRun] {
    /// How wide a line may become, in pixels: in the widest font, with what kerning and hinting may add.
    package var widestWidth: Double {
        let thousandths = reduce(0) { sum, run in
            run.text.unicodeScalars.reduce(sum) {
                $0 + FontWidths.width(of: $1, isMono: run.face == .mono, isBold: run.isBold) * run.size
            }
        }
        return Double(thousandths) / 1000 + 1.5
    }
}
