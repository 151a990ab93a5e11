/// Puts small groups of boxes that call one another side by side, so that many of them are not one long column.
///
/// Groups that are reached from elsewhere keep their place: arrows would pass by other boxes.
struct OverviewShelves {
    /// Boxes that arrows connect, by how many arrows lead to them at most.
    private struct Block {
        var columns: [[Int]]
        var height: Int { columns.map(\.count).max() ?? 0 }
    }

    private let frame: Int
    private var inside: [Int: [Int]] = [:]
    private var neighbours: [Int: [Int]] = [:]
    private var isReached: Set<Int> = []

    init(in frame: Int, of figure: Figure) {
        self.frame = frame
        for connection in figure.connections
        where [.traffic, .missing, .denied].contains(connection.role) && !figure.isWithinBox(connection) {
            let (from, to) = (figure.place(of: connection.from), figure.place(of: connection.to))
            let own = [from, to].filter { figure.elements[$0].group == frame }
            guard own.count == 2 else {
                isReached.formUnion(own)
                continue
            }
            inside[from, default: []].append(to)
            neighbours[from, default: []].append(to)
            neighbours[to, default: []].append(from)
        }
    }

    /// - Parameter columns: as many boxes side by side as the grid of the others has.
    func place(columns: Int, _ figure: inout Figure) {
        guard columns > 2 else { return }
        let width = max(4, columns)
        var shelves: [[Block]] = []
        for block in blocks.sorted(by: { ($1.height, $0.columns[0][0]) < ($0.height, $1.columns[0][0]) }) {
            let room = shelves.firstIndex { $0.reduce(0) { $0 + $1.columns.count } + block.columns.count <= width }
            if let room { shelves[room].append(block) } else { shelves.append([block]) }
        }
        for shelf in shelves {
            for (left, right) in zip(shelf, shelf.dropFirst()) {
                guard let last = left.columns.last, let first = right.columns.first else { continue }
                for root in first { figure.connect(last[last.count / 2], root, .order) }
            }
        }
    }

    /// Every group without circles.
    private var blocks: [Block] {
        var seen: Set<Int> = []
        var found: [Block] = []
        for start in neighbours.keys.sorted() where !seen.contains(start) {
            var members = [start]
            var next = 0
            seen.insert(start)
            while next < members.count {
                for other in neighbours[members[next]] ?? [] where seen.insert(other).inserted { members.append(other) }
                next += 1
            }
            if isReached.isDisjoint(with: members), let block = block(of: members.sorted()) { found.append(block) }
        }
        return found
    }

    private func block(of members: [Int]) -> Block? {
        var waiting: [Int: Int] = [:]
        for member in members { for target in inside[member] ?? [] { waiting[target, default: 0] += 1 } }
        var columns: [[Int]] = []
        var ready = members.filter { waiting[$0] == nil }
        var placed = 0
        while !ready.isEmpty {
            columns.append(ready)
            placed += ready.count
            var following: [Int] = []
            for member in ready {
                for target in inside[member] ?? [] {
                    waiting[target, default: 1] -= 1
                    if waiting[target] == 0 { following.append(target) }
                }
            }
            ready = following.sorted()
        }
        return placed == members.count ? Block(columns: columns) : nil
    }
}
