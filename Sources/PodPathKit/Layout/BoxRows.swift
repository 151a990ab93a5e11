import Graphviz

/// The rows of a box from its upper edge, and what they take.
struct BoxRows {
    struct Row {
        enum Content {
            case text([HTMLRun])
            /// A rule between sections.
            case rule
            case space
        }

        var content: Content
        var height: Int
        var left: Figure.Line.Mark?
        var right: Figure.Line.Mark?
        /// Of the lines of the box; nil for the name and what belongs to none.
        var line: Int?
    }

    private(set) var rows: [Row] = []
    /// Of the widest row, in pixels.
    private(set) var textWidth = 0.0
    /// Of what cannot be broken between words.
    private(set) var stiffWidth = 0.0
    /// From the upper edge to the middle of the first row of each line.
    private(set) var middles: [Int: Int] = [:]
    /// To the middle of the first row that has words.
    private(set) var top = 0
    private(set) var height = 0

    /// Room at the sides, above and below.
    static let padding = 10, air = 7
    static let lineHeight = 17, nameHeight = 20, ruleHeight = 5

    /// - Parameters:
    ///   - limit: pixels of a line before it is broken.
    ///   - nameSize: 15, or 13 where names of the figure are long.
    init(_ element: Figure.Element, limit: Double, nameSize: Int) {
        let look = FigureStyle.placedBox(element.role)
        let breaking = LineBreaking(limit: limit)
        append(Row(content: .space, height: Self.air))
        if !element.eyebrow.isEmpty {
            add([HTMLRun(element.eyebrow, size: 12, colour: look.eyebrow, isBold: true)], breaking)
        }
        if !element.name.isEmpty {
            add([HTMLRun(element.title, size: nameSize, colour: look.name, isBold: true)], breaking, height: Self.nameHeight)
        }
        for fact in element.facts { add(fact.runs(.mutedText, code: look.name == .text ? .fact : look.name), breaking) }
        if let caption = element.caption { add(caption.runs(look.name == .text ? .mutedText : look.name), breaking) }
        for (position, line) in element.lines.enumerated() {
            if line.startsSection { append(Row(content: .rule, height: Self.ruleHeight)) }
            // What belongs to a call stands close to it.
            if line.role == .call, position > 0, element.lines[position - 1].role != .heading, !line.startsSection {
                append(Row(content: .space, height: 3))
            }
            add(line.runs.map(\.styled), breaking, line, at: position)
        }
        append(Row(content: .space, height: Self.air))
    }

    /// One row of a height of its own.
    init(_ runs: [HTMLRun], height: Int) {
        textWidth = runs.widestWidth
        top = height / 2
        append(Row(content: .text(runs), height: height))
    }

    /// Rows one below the other, with air around them.
    init(lines: [[HTMLRun]]) {
        append(Row(content: .space, height: Self.air))
        for line in lines {
            textWidth = max(textWidth, line.widestWidth)
            append(Row(content: .text(line), height: line.contains { $0.size > 12 } ? Self.nameHeight : Self.lineHeight))
        }
        append(Row(content: .space, height: Self.air))
    }

    private mutating func add(
        _ runs: [HTMLRun], _ breaking: LineBreaking, _ line: Figure.Line? = nil, at position: Int? = nil, height: Int = lineHeight
    ) {
        stiffWidth = max(stiffWidth, line == nil ? runs.widestWidth : runs.widestWord)
        for (number, part) in breaking.lines(runs).enumerated() {
            let isFirst = number == 0
            if isFirst, let position { middles[position] = self.height + height / 2 }
            if top == 0 { top = self.height + height / 2 }
            textWidth = max(textWidth, part.widestWidth)
            append(
                Row(
                    content: .text(part), height: height, left: isFirst ? line?.left : nil, right: isFirst ? line?.right : nil,
                    line: position))
        }
    }

    private mutating func append(_ row: Row) {
        rows.append(row)
        height += row.height
    }

    /// Room for boxes that stand in this one.
    mutating func append(space: Int) { if space > 0 { append(Row(content: .space, height: space)) } }

    /// Room under the box that is glued on top.
    mutating func insert(space: Int) {
        rows.insert(Row(content: .space, height: space), at: 0)
        height += space
        top += space
        middles = middles.mapValues { $0 + space }
    }

    /// From the upper edge to the middle of a line, or of the first row.
    func middle(of line: Int?) -> Int { line.flatMap { middles[$0] } ?? top }
}

extension [HTMLRun] {
    /// The width of the widest piece between spaces.
    fileprivate var widestWord: Double {
        var (widest, word) = (0.0, [HTMLRun]())
        for run in self {
            for (number, piece) in run.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
                if number > 0 { word = [] }
                word.append(HTMLRun(String(piece), face: run.face, size: run.size, colour: run.colour, isBold: run.isBold))
                widest = Swift.max(widest, word.widestWidth)
            }
        }
        return widest
    }
}

extension Figure.Line.Run {
    /// In the looks of figures.
    var styled: HTMLRun {
        switch style {
        case .words: HTMLRun(text, size: 12, colour: .text)
        case .muted: HTMLRun(text, size: 12, colour: .mutedText)
        case .strong: HTMLRun(text, size: 12, colour: .text, isBold: true)
        case .code: HTMLRun(text, face: .mono, size: 12, colour: .text)
        case .mutedCode: HTMLRun(text, face: .mono, size: 12, colour: .mutedText)
        case .service: HTMLRun(text, size: 12, colour: .serviceText, isBold: true)
        case .refused: HTMLRun(text, size: 12, colour: .missingText)
        case .refusedStrong: HTMLRun(text, size: 12, colour: .missingText, isBold: true)
        case .refusedCode: HTMLRun(text, face: .mono, size: 12, colour: .missingText)
        }
    }
}
