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
    }

    struct Frame {
        /// Position in `Figure.groups`.
        let group: Int
        var place: Rectangle
    }

    /// A line of text, from its left end.
    struct Text {
        let runs: [HTMLRun]
        let x: Double
        /// The middle of the line.
        let middle: Double
        var width: Double { runs.widestWidth.rounded(.up) }
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
