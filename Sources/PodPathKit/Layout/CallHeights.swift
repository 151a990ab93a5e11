import Graphviz

/// How high everything stands in a figure of calls, which does not depend on the widths of columns and gutters.
struct CallHeights {
    struct Frame {
        /// Position in `Figure.groups`.
        let group: Int
        let top: Double
        let bottom: Double
        let words: [LayoutPlan.Text]
    }

    /// The upper edge of each block.
    private(set) var tops: [Double]
    private(set) var bottom = 0.0
    private(set) var frames: [Frame] = []
    /// The heights of each column where nothing stands.
    private(set) var free: [[ClosedRange<Double>]] = []
    private var occupied: [[ClosedRange<Double>]]

    private let isCentred: Bool

    static let gap = 14.0, frameInset = 18.0
    /// From a box to the nearest arrow that passes it.
    private static let clearance = 7.0

    init(_ figure: Figure, _ blocks: [Block], _ columns: CallColumns, from start: Double) {
        tops = Array(repeating: 0, count: blocks.count)
        occupied = Array(repeating: [], count: columns.columns.count)
        isCentred = figure.layout == .columns
        let hasFrames = figure.groups.count > 1
        var y = start
        for group in hasFrames ? figure.groups.indices.map({ Optional($0) }) : [nil] {
            let members = columns.columns.map { column in column.filter { group == nil || blocks[$0].group == group } }
            if members.allSatisfy(\.isEmpty) { continue }
            guard let group else {
                y = stack(members, blocks, from: y, spreads: true)
                continue
            }
            let width = columns.columns.first.map { column in Double(column.map { blocks[$0].width }.max() ?? 0) } ?? 0
            let words = Self.words(figure.groups[group], top: y, width: max(120, width))
            let top = (words.last?.middle ?? y) + 16
            if !occupied.isEmpty { occupied[0].append((y - 4)...(top - 4)) }
            let end = stack(members, blocks, from: top, spreads: false) + 12
            frames.append(Frame(group: group, top: y, bottom: end, words: words))
            // No arrow runs along a border.
            for number in occupied.indices { occupied[number] += [(end - 5)...(end + 5), (y - 5)...(y + 5)] }
            y = end + Self.gap
        }
        bottom = hasFrames ? y - Self.gap : y
        free = occupied.map { Self.free($0, from: start - 10, to: bottom + 400) }
    }

    /// Blocks one below the other; the last column reaches as far down as the tallest.
    private mutating func stack(_ members: [[Int]], _ blocks: [Block], from top: Double, spreads: Bool) -> Double {
        let height = { (column: [Int]) in column.reduce(0) { $0 + Double(blocks[$1].height) } }
        let tallest = members.filter { !$0.isEmpty }.map { height($0) + Self.gap * Double($0.count - 1) }.max() ?? 0
        for (number, column) in members.enumerated() {
            let isLast = number == members.count - 1 && spreads && column.count > 1
            let gap = isLast ? min(64, max(Self.gap, ((tallest - height(column)) / Double(column.count - 1)).rounded(.down))) : Self.gap
            // Few boxes stand beside the middle of many.
            let own = height(column) + gap * Double(max(0, column.count - 1))
            var y = top + (isCentred ? max(0, ((tallest - own) / 2).rounded(.down)) : 0)
            for block in column {
                tops[block] = y
                occupied[number].append((y - Self.clearance)...(y + Double(blocks[block].height) + Self.clearance))
                y += Double(blocks[block].height) + gap
            }
        }
        return top + tallest
    }

    /// What is left of the heights between `top` and `bottom`.
    private static func free(_ occupied: [ClosedRange<Double>], from top: Double, to bottom: Double) -> [ClosedRange<Double>] {
        var free: [ClosedRange<Double>] = []
        var y = top
        for range in occupied.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound >= y { free.append(y...range.lowerBound) }
            y = max(y, range.upperBound)
        }
        if y <= bottom { free.append(y...bottom) }
        return free
    }

    private static func words(_ frame: Figure.Group, top: Double, width: Double) -> [LayoutPlan.Text] {
        let name = [
            HTMLRun("\(frame.role.rawValue)  ", size: 12, colour: .mutedText), HTMLRun(frame.title, size: 12, colour: .text, isBold: true),
        ]
        let note = frame.note.isEmpty ? [] : [[HTMLRun(frame.note.plain, size: 12, colour: .mutedText)]]
        let lines = ([name] + note).flatMap { LineBreaking(limit: width).lines($0) }
        return lines.enumerated().map {
            .init(runs: $1, x: LayoutPlan.margin + frameInset, middle: top + 14 + Double($0 * BoxRows.lineHeight))
        }
    }
}
