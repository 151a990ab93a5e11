import SafeText

/// An HTML-like label of Graphviz: a table, whose cells hold text in fonts, or further tables.
package struct HTMLTable: Sendable {
    package enum Size: Sendable {
        /// At least so many points.
        case atLeast(width: Int)
        case exactly(width: Int, height: Int)
    }

    package enum Line: String, Sendable {
        case solid = "SOLID"
        case dashed = "DASHED"
        case dotted = "DOTTED"
    }

    /// A box in a box, found again in the picture by its id, with a tooltip of its own.
    package struct Inner: Sendable {
        package let id: String
        package let kind: String
        package let tooltip: String

        /// - Parameter kind: the class in the picture, as a node's `class`.
        package init(id: String, kind: String, tooltip: String) {
            (self.id, self.kind, self.tooltip) = (id, kind, tooltip)
        }
    }

    package var inner: Inner?
    package var border: Colour?
    package var line = Line.solid
    /// Which one of its sides has the border, such as `B` for the bottom; nil for all.
    package var side: StaticString?
    package var fill: Colour?
    package var isRounded = false
    /// A round mark: libgvc rounds the corners of so small a table as far as it can.
    package var isDot = false
    package var spacing = 0
    package var padding = 1
    package var size: Size?
    package var rows: [[HTMLCell]]

    package init(_ rows: [[HTMLCell]]) {
        self.rows = rows
    }
}

package struct HTMLCell: Sendable {
    package enum Content: Sendable {
        case text([HTMLRun])
        case table(HTMLTable)
        case nothing
    }

    package enum Alignment: String, Sendable {
        case left = "LEFT"
        case right = "RIGHT"
        case center = "CENTER"
    }

    package let content: Content
    package var alignment = Alignment.left
    package var columns = 1
    package var size: HTMLTable.Size?
    /// Where arrows can leave, as `r0`.
    package var port: Int?

    package init(_ content: Content, alignment: Alignment = .left, columns: Int = 1, size: HTMLTable.Size? = nil, port: Int? = nil) {
        self.content = content
        self.alignment = alignment
        self.columns = columns
        self.size = size
        self.port = port
    }
}

/// Text in one font.
package struct HTMLRun: Sendable, Hashable {
    package enum Face: Sendable {
        case sans, mono
    }

    package let text: String
    package let face: Face
    package let size: Int
    package let colour: Colour
    package let isBold: Bool

    /// In points, as it is laid out.
    package var width: Double { TextMetrics.width(of: self) }

    package init(_ text: String, face: Face = .sans, size: Int, colour: Colour, isBold: Bool = false) {
        self.text = text
        self.face = face
        self.size = size
        self.colour = colour
        self.isBold = isBold
    }
}
