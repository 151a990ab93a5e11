/// Puts the boxes of a namespace into columns, so that many boxes become a block and not one long column.
///
/// Rows are chains of arrows that are not drawn; arrows that are drawn take part in them.
enum OverviewGrid {
    /// Boxes side by side.
    static func columns(for boxes: Int) -> Int { boxes <= 2 ? 1 : boxes <= 8 ? 2 : boxes <= 30 ? 3 : 5 }

    /// - Parameter linked: keys of boxes that calls put into their places.
    /// - Returns: the positions of the boxes in the figure, by key.
    @discardableResult
    static func place(
        _ boxes: [OverviewBox], in frame: Int?, outside: Int?, widest: Int, linked: Set<String> = [], _ figure: inout Figure
    ) -> [String: Int] {
        var positions: [String: Int] = [:]
        for box in boxes {
            var element = box.element
            element.group = frame
            positions[box.key] = figure.add(element)
        }
        let order = boxes.map { positions[$0.key] ?? 0 }
        let columns = columns(for: widest)
        var isTarget: Set<Int> = []
        for (box, position) in zip(boxes, order) {
            for target in box.leadsTo.compactMap({ positions[$0] }) where target != position {
                if box.holds { figure.elements[target].outer = position }
                figure.connect(position, target, .traffic, tooltip: "\(box.element.name) leads here")
                isTarget.insert(target)
            }
        }
        // What stands in a box that calls put into its place has it with that.
        let isLinked = { (box: OverviewBox) in linked.contains(box.key) || box.holds && !linked.isDisjoint(with: box.leadsTo) }
        let rows = zip(boxes, order).filter { !isTarget.contains($1) && !isLinked($0) }.map(\.1)
        for (box, position) in zip(boxes, order) {
            guard let outside else { break }
            if !box.entrances.isEmpty {
                // What clients ask for stands in the box: a label beside the arrow would lie wherever dot finds room, on frames, too.
                let ways = English.list(box.entrances.map(\.sentence).filter { !$0.isEmpty })
                figure.connect(
                    outside, position, box.isMissing ? .missing : .traffic,
                    tooltip: "From outside\(ways.isEmpty ? "" : " on \(ways)") to \(box.element.name)",
                    because: IngressScene.limited(box.entrances.flatMap(\.because)))
            }
        }
        let fansOut = Set(zip(boxes, order).filter { !$0.0.leadsTo.isEmpty && !$0.0.holds }.map(\.1))
        // Boxes that lead to others keep the next column for those; the rest fills rows.
        let starts = rows.filter { fansOut.contains($0) }
        let others = rows.filter { !fansOut.contains($0) }
        // Arrows from outside reach the first column without passing by another box.
        let entered = zip(boxes, order).filter { !$0.entrances.isEmpty && others.contains($1) }.count
        let rowCount = max(1, (others.count + columns - 1) / columns, min(entered, 12))
        for (index, position) in others.enumerated() {
            if index < rowCount {
                if let outside, boxes[order.firstIndex(of: position) ?? 0].entrances.isEmpty { figure.connect(outside, position, .order) }
            } else {
                figure.connect(others[index - rowCount], position, .order)
            }
        }
        for start in starts {
            if let outside, boxes[order.firstIndex(of: start) ?? 0].entrances.isEmpty { figure.connect(outside, start, .order) }
        }
        return positions
    }
}
