/// Which block stands in which column.
struct CallColumns {
    private let blocks: [Block]
    /// From the left, each from the top.
    private(set) var columns: [[Int]]
    private(set) var place: [Int: Int] = [:]

    init(_ blocks: [Block], _ columns: [[Int]]) {
        (self.blocks, self.columns) = (blocks, columns)
        for (number, column) in columns.enumerated() { for block in column { place[block] = number } }
    }

    /// What no arrow touches sinks to the foot of the column that is shortest there and wide enough.
    ///
    /// - Parameter room: pixels for all columns.
    mutating func add(_ alone: [Int], room: Double) {
        guard !alone.isEmpty else { return }
        if columns.isEmpty {
            let widest = Double(alone.map { blocks[$0].width }.max() ?? 1)
            let most = max(1, min(4, Int((room + 26) / (widest + 26))))
            let wanted = alone.count <= 2 ? alone.count : alone.count <= 6 ? 3 : 4
            columns = Array(repeating: [], count: max(1, min(most, wanted)))
        }
        // Many that nothing joins have columns of their own, as far as there is room.
        let all = blocks
        let widthOf = { (column: [Int]) in Double(column.map { all[$0].width }.max() ?? 0) }
        let wanted = Int((Double(alone.count + place.count).squareRoot()).rounded(.up))
        var used = columns.reduce(0) { $0 + widthOf($1) + 44 }
        let widest = Double(alone.map { blocks[$0].width }.max() ?? 0)
        while columns.count < min(4, wanted), alone.count > 2, used + widest <= room {
            columns.append([])
            used += widest + 44
        }
        for block in alone {
            let blocks = blocks
            let height = { (column: [Int]) in
                column.filter { blocks[$0].group == blocks[block].group }.reduce(0) { $0 + blocks[$1].height + 14 }
            }
            let width = { (column: [Int]) in column.map { blocks[$0].width }.max() ?? Int.max }
            let fitting = columns.indices.filter { width(columns[$0]) >= blocks[block].width }
            let candidates = fitting.isEmpty ? Array(columns.indices) : fitting
            guard let best = candidates.min(by: { (height(columns[$0]), $0) < (height(columns[$1]), $1) }) else { continue }
            columns[best].append(block)
            place[block] = best
        }
    }

    /// With some blocks at the foot of their columns.
    func sinking(_ blocks: [Int]) -> CallColumns {
        var copy = self
        copy.columns = columns.map { column in column.filter { !blocks.contains($0) } + column.filter(blocks.contains) }
        return copy
    }

    /// Upside down.
    var mirrored: CallColumns {
        var copy = self
        copy.columns = columns.map { $0.reversed() }
        return copy
    }

    /// With a block and the next one in each other's place.
    func swapping(_ row: Int, in column: Int) -> CallColumns {
        var copy = self
        copy.columns[column].swapAt(row, row + 1)
        return copy
    }
}

/// The gutters between columns: as wide as their lanes ask for.
struct CallGutters {
    /// The left edge of each column.
    private(set) var left: [Double] = []
    private let starts: [Double]
    private let lanesWide: [Double]

    /// Pixels between lanes, from the widest to the narrowest that can still be told apart.
    private static let distances = [9.0, 8, 7, 6, 5]
    private static let narrowest = 26.0, widest = 96.0

    /// Nil where columns and gutters need more room than there is.
    init?(widths: [Double], lanes: [Int], stubs: [Bool], left: Double, room: Double) {
        let columns = widths.reduce(0, +)
        for distance in Self.distances {
            var gaps = lanes.enumerated().map { number, count -> Double in
                let stub = number > 0 && stubs[number - 1] ? 10.0 : 0
                let isOuter = number == 0 || number == lanes.count - 1
                if count == 0 { return isOuter ? stub : max(stub + 12, Self.narrowest) }
                return max(Self.narrowest, 6 + stub + distance * Double(count) + (number == lanes.count - 1 ? 0 : 14))
            }
            let spare = room - columns - gaps.reduce(0, +)
            guard spare >= 0 else { continue }
            // What is left over makes the gutters wider, within reason.
            let inner = gaps.indices.filter { $0 > 0 && $0 < gaps.count - 1 }
            if let count = inner.isEmpty ? nil : inner.count {
                let more = (spare / Double(count)).rounded(.down)
                for number in inner { gaps[number] = max(gaps[number], min(Self.widest, gaps[number] + more)) }
            }
            var x = left
            var starts: [Double] = []
            var lanesWide: [Double] = []
            for (number, gap) in gaps.enumerated() {
                let stub = number > 0 && stubs[number - 1] ? 10.0 : 0
                let after = number == gaps.count - 1 ? 4.0 : 14
                let between = max(0, gap - 6 - stub - after) / Double(max(1, lanes[number]))
                starts.append(x + 6 + stub + between / 2)
                lanesWide.append(between)
                x += gap
                if number < widths.count {
                    self.left.append(x)
                    x += widths[number]
                }
            }
            (self.starts, self.lanesWide) = (starts, lanesWide)
            return
        }
        return nil
    }

    /// Of a lane in a gutter.
    func lane(_ gutter: Int, _ lane: Int) -> Double { (starts[gutter] + lanesWide[gutter] * Double(lane)).rounded() }

    func right(of column: Int, _ widths: [Double]) -> Double { left[column] + widths[column] }
}
