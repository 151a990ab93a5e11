/// A figure with the place of everything in it: in points from its top left corner, y downwards.
package struct LaidOutFigure: Sendable {
    package struct Point: Sendable, Hashable {
        var x: Double
        var y: Double
    }

    package enum Outline: Sendable {
        /// The radius of its corners is 0 for sharp ones.
        case box(Point, width: Double, height: Double, radius: Double)
        case polygon([Point])
        case polyline([Point])
        /// A start and three points for each cubic curve.
        case curve([Point])
        case ellipse(center: Point, width: Double, height: Double)
    }

    package enum Dash: Sendable { case solid, dashed, dotted }

    package struct Shape: Sendable {
        var outline: Outline
        /// Nil where what lies below shows.
        var fill: Colour?
        /// Nil for no line.
        var stroke: Colour?
        var strokeWidth = 1.0
        var dash = Dash.solid
    }

    /// One line of text, in one or several fonts.
    package struct Line: Sendable {
        var runs: [HTMLRun]
        /// The baseline's start, middle or end, as the alignment has it.
        var place: Point
        var alignment: HTMLCell.Alignment
    }

    package enum Item: Sendable {
        case shape(Shape)
        case line(Line)
        /// A box in a box.
        case group(Group)
    }

    package enum Kind: String, Sendable {
        case figure = "graph"
        case frame = "cluster"
        case box = "node"
        case arrow = "edge"
    }

    /// A box, an arrow, a frame, or the figure itself with what stands below it.
    package struct Group: Sendable {
        let kind: Kind
        let id: String
        /// What kind of box, arrow or frame it is, in the words of the figure.
        let role: String
        let tooltip: String
        var items: [Item] = []
    }

    package private(set) var width: Double
    package private(set) var height: Double
    /// Its unit is the pixel, not the point.
    var isInPixels = false
    var figure: Group
    var frames: [Group] = []
    var boxes: [Group] = []
    var arrows: [Group] = []

    init(width: Double, height: Double, figure: Group) {
        (self.width, self.height, self.figure) = (width, height, figure)
    }
}

extension LaidOutFigure {
    /// Of all boxes, arrows and frames that are drawn.
    package var ids: Set<String> {
        var ids: Set<String> = []
        var groups = frames + boxes + arrows
        while let group = groups.popLast() {
            ids.insert(group.id)
            for case .group(let inner) in group.items { groups.append(inner) }
        }
        return ids
    }

    /// The middle of each box, by its id.
    package var middlesOfBoxes: [(id: String, middle: (x: Double, y: Double))] {
        boxes.compactMap { box in
            for case .shape(let shape) in box.items {
                if case .box(let corner, let width, let height, _) = shape.outline {
                    return (box.id, (corner.x + width / 2, corner.y + height / 2))
                }
            }
            return nil
        }
    }
}
