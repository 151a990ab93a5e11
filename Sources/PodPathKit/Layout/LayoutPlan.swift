import Graphviz

/// The place of everything in a figure, in pixels from its upper left corner, y downwards.
struct LayoutPlan {
    struct Point: Hashable {
        var x: Double
        var y: Double
    }

    struct Rectangle {
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        var right: Double { x + width }
        var bottom: Double { y + height }
    }

    /// A box of the figure.
    struct Box {
        /// Position in `Figure.elements`.
        let element: Int
        var place: Rectangle
        var rows: BoxRows
    }

    /// An arrow of the figure, from point to point; its corners are round.
    struct Arrow {
        enum End { case head, bar, none }

        /// Position in `Figure.connections`.
        let connection: Int
        var points: [Point]
        var end: End
        /// What stands along it and comes and goes with it.
        var texts: [Text] = []
        /// Its number, whose middle lies on its line.
        var badge: Badge?
    }

    struct Badge {
        let number: Int
        let middle: Point
    }

    struct Frame {
        /// Position in `Figure.groups`.
        let group: Int
        var place: Rectangle
    }

    /// A line of text.
    struct Text {
        let runs: [HTMLRun]
        /// Its left end, or its middle where it is centred.
        let x: Double
        /// The middle of the line.
        let middle: Double
        /// Over a line of its own: it looks the same in a narrower font.
        var isCentred = false
        var width: Double { runs.widestWidth.rounded(.up) }
        var left: Double { isCentred ? x - width / 2 : x }
        /// Without the room to its neighbours.
        var height: Double { (Double(runs.map(\.size).max() ?? 12) * 1.4).rounded(.down) }
    }

    var width: Double
    var height: Double
    /// From the outer ones to those that stand in or on them.
    var boxes: [Box] = []
    var arrows: [Arrow] = []
    var frames: [Frame] = []
    var texts: [Text] = []
    /// Below everything.
    var rules: [BackgroundShape] = []
    /// For a box that is not drawn by itself, the one that stands for it.
    var standIns: [Int: Int] = [:]
    /// How often arrows cross.
    var crossings = 0

    /// A column of documentation, and the room around what is drawn.
    static let pageWidth = 800.0, margin = 16.0
}
