import Graphviz
import SafeText

/// Asks dot which blocks stand in which column, and in which order; nothing else of its layout is used.
enum ColumnOrder {
    /// One node a block, of its size, and one edge for each pair of blocks that an arrow joins.
    static func graph(_ blocks: [Block], _ pairs: [(Int, Int)]) -> DOTGraph {
        var graph = DOTGraph(
            attributes: [
                "rankdir": .token("LR"), "nodesep": .number(0.2), "pad": .number(0), "nslimit": .number(2), "nslimit1": .number(2),
                "id": .token("columns"), "splines": .token("false"),
            ],
            nodeDefaults: ["shape": .token("box"), "fixedsize": .token("true"), "label": .token("")], edgeDefaults: [:])
        // The first declared is the lowest.
        for (number, block) in blocks.enumerated().reversed() {
            graph.statements.append(
                .node(
                    NodeStatement(
                        NodeID(number),
                        [
                            "id": .string(DOTString("\(number)")), "width": .number(Double(block.width) / 72),
                            "height": .number(Double(block.height) / 72),
                        ])))
        }
        for (from, to) in pairs { graph.statements.append(.edge(EdgeStatement(from: NodeID(from), to: NodeID(to), [:]))) }
        return graph
    }

    /// Without dot: each block as far right as the longest way to it, in their order.
    static func columns(of count: Int, _ pairs: [(Int, Int)]) -> [[Int]] {
        var ranks = Array(repeating: 0, count: count)
        // A circle ends with the number of blocks.
        for _ in 0..<count {
            var isChanged = false
            for (from, to) in pairs where ranks[to] <= ranks[from] && ranks[from] + 1 < count {
                ranks[to] = ranks[from] + 1
                isChanged = true
            }
            if !isChanged { break }
        }
        return Set(ranks).sorted().map { rank in ranks.indices.filter { ranks[$0] == rank } }
    }

    /// The columns from the left, each from the top, as positions in the blocks.
    static func columns(_ layout: LaidOutFigure) -> [[Int]] {
        var columns: [Int: [(y: Double, block: Int)]] = [:]
        for (name, middle) in layout.middlesOfBoxes {
            guard let block = Int(name) else { continue }
            columns[Int(middle.x.rounded()), default: []].append((middle.y, block))
        }
        return columns.sorted { $0.key < $1.key }.map { column in
            column.value.sorted { ($0.y, $0.block) < ($1.y, $1.block) }.map(\.block)
        }
    }
}
