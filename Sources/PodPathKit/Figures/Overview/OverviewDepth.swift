/// Keeps an overview of many calls from becoming a long band: past a number of columns only the first call to each box places it.
///
/// dot puts every box to the right of all that call it; a chain of fifty calls would be fifty columns.
struct OverviewDepth {
    /// Columns that arrows may make before they no longer place boxes.
    private static let limit = 7

    private let targets: [[(arrow: Int, to: Int)]]
    /// Boxes that nobody calls, then the others: circles begin somewhere, too.
    private let roots: [Int]
    private let uncalled: Int

    init(_ figure: Figure) {
        var targets = [[(arrow: Int, to: Int)]](repeating: [], count: figure.elements.count)
        var isCalled = [Bool](repeating: false, count: figure.elements.count)
        for (arrow, connection) in figure.connections.enumerated()
        where [.traffic, .missing, .denied].contains(connection.role) && !figure.isWithinBox(connection) {
            targets[figure.place(of: connection.from)].append((arrow, figure.place(of: connection.to)))
            isCalled[figure.place(of: connection.to)] = true
        }
        self.targets = targets
        uncalled = isCalled.count { !$0 }
        roots = figure.elements.indices.filter { !isCalled[$0] } + figure.elements.indices.filter { isCalled[$0] }
    }

    func limit(_ figure: inout Figure) {
        guard columns > Self.limit else { return }
        var isPlaced = [Bool](repeating: false, count: targets.count)
        // All that nobody calls at once, so that each box stands as near to one of them as it can.
        for start in [Array(roots.prefix(uncalled))] + roots.dropFirst(uncalled).map({ [$0] }) {
            var queue = start.filter { !isPlaced[$0] }
            for root in queue { isPlaced[root] = true }
            var next = 0
            while next < queue.count {
                for (arrow, target) in targets[queue[next]] {
                    figure.connections[arrow].isLoose = isPlaced[target]
                    guard !isPlaced[target] else { continue }
                    isPlaced[target] = true
                    queue.append(target)
                }
                next += 1
            }
        }
    }

    /// The boxes of the longest chain of arrows, without those that close a circle.
    private var columns: Int {
        var depth = [Int](repeating: 0, count: targets.count)
        var state = [State](repeating: .new, count: targets.count)
        for root in roots where state[root] == .new {
            state[root] = .open
            var path = [(box: root, next: 0)]
            while let (box, next) = path.last {
                guard next < targets[box].count else {
                    state[box] = .done
                    depth[box] = 1 + (targets[box].map { state[$0.to] == .done ? depth[$0.to] : 0 }.max() ?? 0)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let target = targets[box][next].to
                guard state[target] == .new else { continue }
                state[target] = .open
                path.append((target, 0))
            }
        }
        return depth.max() ?? 0
    }

    private enum State { case new, open, done }
}
