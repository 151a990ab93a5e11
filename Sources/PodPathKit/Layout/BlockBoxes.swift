import Graphviz

/// Boxes that stand together and move together: a workload, the Services glued on top of it, what stands in one of them, and whoever comes
/// in from outside above.
struct Block {
    /// A box, from the block's upper left corner.
    struct Member {
        let element: Int
        var y: Int
        var rows: BoxRows
        /// From the sides of the block.
        var inset = 0
        var height: Int
    }

    /// From the outer ones to those that stand in or on them.
    private(set) var members: [Member] = []
    private(set) var width = 0
    /// Below it, more than words would be broken.
    private(set) var stiffWidth = 0
    private(set) var height = 0
    /// Of the figure, or nil.
    let group: Int?
    /// Positions in `Figure.elements`, without those outside.
    let boxes: [Int]

    /// Between whoever comes in and the door, room for an arrow; between boxes within a box; under the glued one.
    private static let entrance = 24, inner = 6, overlap = 12, innerInset = 8

    /// - Parameter chain: from the top.
    init(_ chain: [Int], _ outside: [Int], _ inner: [Int: [Int]], in figure: Figure, limit: Double, nameSize: Int) {
        group = figure.elements[chain[0]].group
        boxes = chain.flatMap { [$0] + (inner[$0] ?? []) }
        let rows = { (element: Int, limit: Double) in BoxRows(figure.elements[element], limit: limit, nameSize: nameSize) }
        var y = 0
        for element in outside {
            let rows = rows(element, limit)
            take(rows)
            members.append(Member(element: element, y: y, rows: rows, height: rows.height))
            y += rows.height + Self.entrance
        }
        // What lies under the glued box is drawn before it.
        var glued: [Member] = []
        for (number, element) in chain.enumerated() {
            var own = rows(element, limit)
            take(own)
            var contents: [Member] = []
            var height = own.height
            for position in inner[element] ?? [] {
                let rows = rows(position, limit - Double(2 * Self.innerInset))
                take(rows, inset: Self.innerInset)
                contents.append(Member(element: position, y: y + height, rows: rows, inset: Self.innerInset, height: rows.height))
                height += rows.height + Self.inner
            }
            if !contents.isEmpty { height += 2 }
            own.append(space: height - own.height)
            let hidden = number > 0 && FigureStyle.box(figure.elements[element].role).isRounded ? Self.overlap : 0
            if hidden > 0 { own.insert(space: hidden) }
            glued.append(contentsOf: contents.reversed())
            glued.append(Member(element: element, y: y - hidden, rows: own, height: height + hidden))
            y += height
        }
        members += glued.reversed()
        height = y
    }

    private mutating func take(_ rows: BoxRows, inset: Int = 0) {
        width = max(width, Int(rows.textWidth.rounded(.up)) + 2 * BoxRows.padding + 2 * inset)
        stiffWidth = max(stiffWidth, Int(rows.stiffWidth.rounded(.up)) + 2 * BoxRows.padding + 2 * inset)
    }

    /// How far a box stands from the sides of the block.
    func inset(of element: Int) -> Double { Double(members.first { $0.element == element }?.inset ?? 0) }

    /// From the upper edge to a line of one of its boxes; nil where it is not here.
    func middle(of element: Int, line: Int?) -> Int? {
        members.first { $0.element == element }.map { $0.y + $0.rows.middle(of: line) }
    }
}

extension Block {
    /// The blocks of a figure, in the order of its boxes.
    ///
    /// - Parameter limit: pixels of a line in the block of this position.
    static func all(in figure: Figure, nameSize: Int, limit: (Int) -> Double) -> [Block] {
        let inner = figure.innerBoxes
        let doors = Set(figure.elements.compactMap(\.door))
        var outside: [Int: [Int]] = [:]
        for (position, element) in figure.elements.enumerated() {
            if let above = element.above { outside[above, default: []].append(position) }
        }
        let roots = figure.elements.indices.filter { position in
            let element = figure.elements[position]
            return element.outer == nil && element.above == nil && !element.isStub && !doors.contains(position)
        }
        return roots.enumerated().map { number, position in
            var chain = [position]
            // No box is a door twice, so this ends.
            while let door = figure.elements[chain[0]].door { chain.insert(door, at: 0) }
            return Block(chain, chain.flatMap { outside[$0] ?? [] }, inner, in: figure, limit: limit(number), nameSize: nameSize)
        }
    }
}
