/// Which boxes of an overview with calls stand one below the other, as far as the arrows tell: each as far from the outside as the longest
/// chain of arrows to it.
struct OverviewColumns {
    /// Positions in the figure, column by column.
    let columns: [[Int]]

    init(_ figure: Figure) {
        var targets = [[Int]](repeating: [], count: figure.elements.count)
        var waiting = [Int](repeating: 0, count: figure.elements.count)
        for connection in figure.connections where !connection.isLoose && !figure.isWithinBox(connection) {
            targets[figure.place(of: connection.from)].append(figure.place(of: connection.to))
            waiting[figure.place(of: connection.to)] += 1
        }
        var depth = [Int](repeating: 0, count: figure.elements.count)
        var isDone = [Bool](repeating: false, count: figure.elements.count)
        var queue = figure.elements.indices.filter { waiting[$0] == 0 }
        var next = 0
        // Circles have no first box: what stands in one follows when nothing else is left.
        var rest = figure.elements.indices.makeIterator()
        while next < queue.count || Self.add(&rest, to: &queue, isDone) {
            let box = queue[next]
            next += 1
            guard !isDone[box] else { continue }
            isDone[box] = true
            for target in targets[box] where !isDone[target] {
                depth[target] = max(depth[target], depth[box] + 1)
                waiting[target] -= 1
                if waiting[target] == 0 { queue.append(target) }
            }
        }
        columns = (0...(depth.max() ?? 0)).map { column in figure.elements.indices.filter { depth[$0] == column } }
    }

    private static func add(_ rest: inout IndexingIterator<Range<Int>>, to queue: inout [Int], _ isDone: [Bool]) -> Bool {
        while let box = rest.next() {
            guard isDone[box] else {
                queue.append(box)
                return true
            }
        }
        return false
    }
}
