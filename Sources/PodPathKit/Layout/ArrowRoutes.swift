/// The ways of arrows between columns: across the gutters between them in lanes, past other columns in tracks between their boxes.
///
/// Heights are known before the gutters are: how wide a gutter is depends on its lanes.
struct ArrowRoutes {
    struct Ask {
        /// Position in `Figure.connections`.
        let connection: Int
        /// The column, and the height of the line.
        let tail: (column: Int, y: Double)
        let head: (column: Int, y: Double)
        /// Arrows to the same line share their lanes.
        let key: Int
    }

    /// A way through one gutter: a lane from one height to another.
    struct Crossing {
        let ask: Int
        let key: Int
        /// Where it comes in and goes out, and whether on the gutter's left side.
        let from: (y: Double, isLeft: Bool)
        let to: (y: Double, isLeft: Bool)
    }

    let asks: [Ask]
    /// How far all arrows go up and down.
    var length: Double { gutters.joined().reduce(0) { $0 + abs($1.from.y - $1.to.y) } }
    /// The ways through each gutter; gutter 0 lies left of the first column.
    private(set) var gutters: [[Crossing]]
    /// The lane of each key in each gutter.
    private(set) var lanes: [[Int: Int]] = []
    private(set) var crossings = 0
    /// The highest and lowest track; nil without any.
    private(set) var reach: (top: Double, bottom: Double)?

    /// - Parameter free: the heights of each column where nothing stands.
    init(_ asks: [Ask], columns: Int, free: [[ClosedRange<Double>]]) {
        self.asks = asks
        gutters = Array(repeating: [], count: columns + 1)
        var tracks = Tracks(free)
        for (number, ask) in asks.enumerated() {
            var (gutter, y, isLeft) = (ask.tail.column + 1, ask.tail.y, true)
            let isForward = ask.head.column > ask.tail.column
            let passed = isForward ? Array(gutter..<ask.head.column) : Array((ask.head.column...ask.tail.column).reversed())
            for (step, column) in passed.enumerated() {
                let part = Double(step + 1) / Double(passed.count + 1)
                let track = tracks.take(near: ask.tail.y + (ask.head.y - ask.tail.y) * part, before: y, in: column, for: ask.key)
                gutters[gutter].append(Crossing(ask: number, key: ask.key, from: (y, isLeft), to: (track, !isForward)))
                (gutter, y, isLeft) = (isForward ? column + 1 : column, track, isForward)
            }
            gutters[gutter].append(Crossing(ask: number, key: ask.key, from: (y, isLeft), to: (ask.head.y, false)))
        }
        reach = tracks.reach
        for gutter in gutters {
            let order = LaneOrder(gutter)
            lanes.append(order.lanes)
            crossings += order.crossings
        }
    }

    /// From the tail to the head.
    ///
    /// - Parameter x: of a lane in a gutter.
    func points(of ask: Int, from start: LayoutPlan.Point, to end: LayoutPlan.Point, x: (Int, Int) -> Double) -> [LayoutPlan.Point] {
        var points = [start]
        var way: [(gutter: Int, crossing: Crossing)] = []
        for (gutter, list) in gutters.enumerated() { for crossing in list where crossing.ask == ask { way.append((gutter, crossing)) } }
        // In the order in which it passes them: each ends where the next begins.
        var y = start.y
        while let next = way.firstIndex(where: { abs($0.crossing.from.y - y) < 0.01 }) ?? way.indices.first {
            let (gutter, crossing) = way.remove(at: next)
            if abs(crossing.from.y - crossing.to.y) > 1 {
                let lane = x(gutter, lanes[gutter][crossing.key] ?? 0)
                points += [.init(x: lane, y: crossing.from.y), .init(x: lane, y: crossing.to.y)]
            }
            y = crossing.to.y
        }
        return points + [end]
    }
}

/// Which heights of the columns arrows pass at, one track of eight pixels each.
private struct Tracks {
    private let free: [[ClosedRange<Double>]]
    private var taken: [[(y: Double, key: Int)]]
    private static let width = 8.0
    private(set) var reach: (top: Double, bottom: Double)?

    init(_ free: [[ClosedRange<Double>]]) {
        self.free = free
        taken = Array(repeating: [], count: free.count)
    }

    mutating func take(near wanted: Double, before: Double, in column: Int, for key: Int) -> Double {
        if let own = taken[column].first(where: { $0.key == key }) { return own.y }
        var best: (cost: Double, y: Double)?
        for range in free[column] {
            // Nearest to the straight line, or on with the height at hand.
            for goal in [wanted, before] {
                let start = min(max(goal, range.lowerBound), range.upperBound)
                for step in 0..<64 {
                    let distance = Double((step + 1) / 2) * Self.width * (step % 2 == 0 ? 1 : -1)
                    let y = start + distance
                    guard range.contains(y), !taken[column].contains(where: { abs($0.y - y) < Self.width - 0.5 }) else { continue }
                    let cost = abs(y - wanted) + abs(y - before)
                    if best == nil || cost < best?.cost ?? 0 { best = (cost, y) }
                    break
                }
            }
        }
        let y = best?.y ?? wanted
        taken[column].append((y, key))
        reach = (min(reach?.top ?? y, y), max(reach?.bottom ?? y, y))
        return y
    }
}

/// The order of the lanes in a gutter: the one with the fewest crossings, the first of them.
private struct LaneOrder {
    private struct Lane {
        let key: Int
        var top: Double
        var bottom: Double
        /// The heights of what comes in and goes out, on each side.
        var left: [Double] = []
        var right: [Double] = []
    }

    private(set) var lanes: [Int: Int] = [:]
    private(set) var crossings = 0
    /// Of more lanes not every order is tried.
    private static let most = 6

    init(_ gutter: [ArrowRoutes.Crossing]) {
        var found: [Lane] = []
        for crossing in gutter where abs(crossing.from.y - crossing.to.y) > 1 {
            let position = found.firstIndex { $0.key == crossing.key } ?? found.count
            if position == found.count { found.append(Lane(key: crossing.key, top: crossing.from.y, bottom: crossing.from.y)) }
            for end in [crossing.from, crossing.to] {
                found[position].top = min(found[position].top, end.y)
                found[position].bottom = max(found[position].bottom, end.y)
                if end.isLeft { found[position].left.append(end.y) } else { found[position].right.append(end.y) }
            }
        }
        let straight = gutter.filter { abs($0.from.y - $0.to.y) <= 1 }.map(\.from.y)
        let costs = found.map { left in found.map { right in Self.cost(left, right) } }
        var best: (cost: Int, order: [Int])?
        if found.count <= Self.most {
            Self.permute(Array(found.indices)) { order in
                let cost = Self.cost(of: order, costs)
                if best == nil || cost < best?.cost ?? 0 { best = (cost, order) }
            }
        } else {
            // Downward ones from the right, upward ones from the left: each keeps out of the way of the next.
            var order = found.indices.sorted { (found[$0].bottom, $0) < (found[$1].bottom, $1) }
            var cost = Self.cost(of: order, costs)
            // Neighbours change places as long as that helps; a few rounds do.
            for _ in 0..<found.count {
                var isBetter = false
                for position in order.indices.dropLast() {
                    let (one, other) = (order[position], order[position + 1])
                    guard costs[other][one] < costs[one][other] else { continue }
                    order.swapAt(position, position + 1)
                    isBetter = true
                }
                if !isBetter { break }
            }
            cost = Self.cost(of: order, costs)
            best = (cost, order)
        }
        for (rank, lane) in (best?.order ?? []).enumerated() { lanes[found[lane].key] = rank }
        crossings = (best?.cost ?? 0) + straight.reduce(0) { sum, y in sum + found.count { $0.top < y && y < $0.bottom } }
    }

    /// How often the level ends of two lanes cross the other lane, the first being left of the second.
    private static func cost(_ left: Lane, _ right: Lane) -> Int {
        // What goes out to the right of the left one, and what goes out to the left of the right one.
        let crossed =
            Set(left.right).count { right.top < $0 && $0 < right.bottom } + Set(right.left).count { left.top < $0 && $0 < left.bottom }
        // Two at one height would look like one.
        let merged = left.right.contains { y in right.left.contains { abs($0 - y) < 5 } } ? 2 : 0
        return crossed + merged
    }

    private static func cost(of order: [Int], _ costs: [[Int]]) -> Int {
        var sum = 0
        for (position, left) in order.enumerated() { for right in order[(position + 1)...] { sum += costs[left][right] } }
        return sum
    }

    /// Every order, from that of the names on.
    private static func permute(_ items: [Int], _ visit: ([Int]) -> Void) {
        func go(_ done: [Int], _ rest: [Int]) {
            if rest.isEmpty { return visit(done) }
            for (position, item) in rest.enumerated() {
                var rest = rest
                rest.remove(at: position)
                go(done + [item], rest)
            }
        }
        go([], items)
    }
}
