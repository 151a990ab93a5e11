import Foundation
import Graphviz

@testable import Graphviz

/// A rectangle in the figure's own points, y downwards.
struct Rectangle {
    var minX = Double.infinity, minY = Double.infinity, maxX = -Double.infinity, maxY = -Double.infinity

    init() {}

    init(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) {
        (self.minX, self.minY, self.maxX, self.maxY) = (minX, minY, maxX, maxY)
    }

    var isEmpty: Bool { minX > maxX }

    mutating func add(_ x: Double, _ y: Double) {
        (minX, maxX) = (min(minX, x), max(maxX, x))
        (minY, maxY) = (min(minY, y), max(maxY, y))
    }

    mutating func add(_ other: Rectangle) {
        guard !other.isEmpty else { return }
        add(other.minX, other.minY)
        add(other.maxX, other.maxY)
    }

    func inset(_ by: Double) -> Rectangle { Rectangle(minX + by, minY + by, maxX - by, maxY - by) }

    func contains(_ x: Double, _ y: Double) -> Bool { x > minX && x < maxX && y > minY && y < maxY }

    func contains(_ other: Rectangle) -> Bool { other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY }

    func overlaps(_ other: Rectangle) -> Bool {
        minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
    }
}

/// What a finished SVG draws, read back from its bytes: boxes, frames, arrows, texts. Only of podpath's own writing.
struct SVGGeometry {
    struct Text {
        let text: String
        let colour: String
        /// By Helvetica's and Courier's widths, which Arial, Liberation and Arimo share; from ascender to descender.
        let area: Rectangle
        /// The same in the widest of the fonts that readers have.
        let widest: Rectangle
        let size: Int
    }

    struct Shape {
        let fill: String
        let stroke: String
        let isDashed: Bool
        let isCurved: Bool
        var isRound = false
        let area: Rectangle
        /// Points along a path, for arrows; none for a box with round corners.
        let points: [(x: Double, y: Double)]
    }

    struct Group {
        let id: String
        let classes: [String]
        var shapes: [Shape] = []
        var texts: [Text] = []
        let opacity: String?
        /// The box around this one.
        var outer: String?

        /// All that is painted, but for an arrow's line.
        var area: Rectangle { shapes.reduce(into: Rectangle()) { $0.add($1.area) } }
        /// An arrow's words and number.
        var label: Rectangle {
            var area = texts.reduce(into: Rectangle()) { $0.add($1.area) }
            for shape in shapes where shape.fill != "none" && shape.stroke == "none" { area.add(shape.area) }
            return area
        }
        /// A number on a disc.
        var badge: (number: Int, area: Rectangle)? {
            let discs = shapes.filter(\.isRound).map(\.area)
            for text in texts {
                let (x, y) = ((text.area.minX + text.area.maxX) / 2, (text.area.minY + text.area.maxY) / 2)
                if let number = Int(text.text), let disc = discs.first(where: { $0.contains(x, y) }) { return (number, disc) }
            }
            return nil
        }
        /// An arrow's line.
        var line: [(x: Double, y: Double)] { shapes.filter { $0.fill == "none" && !$0.points.isEmpty }.flatMap(\.points) }
    }

    private(set) var viewBox = Rectangle()
    private(set) var ground: String?
    private(set) var boxes: [Group] = []
    private(set) var frames: [Group] = []
    private(set) var arrows: [Group] = []
    /// Texts below the figure.
    private(set) var remarks = Group(id: "", classes: [], opacity: nil)

    init(_ svg: String) {
        var open: [Group] = []
        for line in svg.split(separator: "\n") {
            let attributes = Self.attributes(line)
            if line.hasPrefix("<svg") {
                let box = Self.numbers(attributes["viewBox"] ?? "")
                viewBox = box.count == 4 ? Rectangle(box[0], box[1], box[0] + box[2], box[1] + box[3]) : Rectangle()
            } else if line.hasPrefix("<g ") {
                open.append(
                    Group(
                        id: attributes["id"] ?? "", classes: (attributes["class"] ?? "").split(separator: " ").map(String.init),
                        opacity: attributes["opacity"]))
            } else if line == "</g>" {
                guard var group = open.popLast() else { continue }
                group.outer = open.last { $0.classes.first == "node" }?.id
                switch group.classes.first {
                case "node": boxes.append(group)
                case "cluster": frames.append(group)
                case "edge": arrows.append(group)
                case "graph":
                    remarks = group
                    ground = group.shapes.first?.fill
                default: break
                }
            } else if !open.isEmpty, let text = Self.text(line, attributes) {
                open[open.count - 1].texts.append(text)
            } else if !open.isEmpty, let shape = Self.shape(line, attributes) {
                open[open.count - 1].shapes.append(shape)
            }
        }
    }

    private static func text(_ line: Substring, _ attributes: [String: String]) -> Text? {
        guard line.hasPrefix("<text") else { return nil }
        // A line in one font has it itself, one in several has a <tspan> for each.
        let tagged = line.contains("<tspan") ? line.split(separator: "<tspan").dropFirst().map { "<tspan" + $0 } : [String(line)]
        let parts = tagged.map { (Self.attributes(Substring($0)), Self.content(Substring($0))) }
        let runs = parts.map { attributes, text in
            HTMLRun(
                text, face: attributes["font-family"]?.contains("monospace") == true ? .mono : .sans,
                size: Int(attributes["font-size"] ?? "") ?? 0, colour: .text, isBold: attributes["font-weight"] == "bold")
        }
        let text = runs.map(\.text).joined()
        let size = Double(runs.map(\.size).max() ?? 0)
        let width = runs.reduce(0) { $0 + TextMetrics.width(of: $1) }
        let x = (Double(attributes["x"] ?? "") ?? 0), y = (Double(attributes["y"] ?? "") ?? 0)
        let left = attributes["text-anchor"] == "middle" ? x - width / 2 : attributes["text-anchor"] == "end" ? x - width : x
        return Text(
            text: text, colour: parts.first?.0["fill"] ?? "#000000",
            area: Rectangle(left, y - size * 0.72, left + width, y + size * 0.21),
            widest: Rectangle(left, y - size * 0.72, left + runs.widestWidth, y + size * 0.21), size: runs.map(\.size).min() ?? 0)
    }

    /// The text of an element that holds nothing else.
    private static func content(_ element: Substring) -> String {
        guard let start = element.firstIndex(of: ">"), let end = element[start...].firstIndex(of: "<") else { return "" }
        return String(element[element.index(after: start)..<end]).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    private static func shape(_ line: Substring, _ attributes: [String: String]) -> Shape? {
        let isPath = line.hasPrefix("<path"), isBox = line.hasPrefix("<rect")
        guard isPath || isBox || line.hasPrefix("<polygon") || line.hasPrefix("<polyline") || line.hasPrefix("<ellipse") else { return nil }
        var area = Rectangle()
        var points: [(x: Double, y: Double)] = []
        if line.hasPrefix("<ellipse") {
            let values = ["cx", "cy", "rx", "ry"].map { Double(attributes[$0] ?? "") ?? 0 }
            area = Rectangle(
                values[0] - values[2], values[1] - values[3], values[0] + values[2],
                values[1] + values[3])
        } else if isBox {
            let values = ["x", "y", "width", "height"].map { Double(attributes[$0] ?? "") ?? 0 }
            let left = values[0], top = values[1]
            area = Rectangle(left, top, left + values[2], top + values[3])
        } else {
            let data = attributes[isPath ? "d" : "points"] ?? ""
            points = isPath ? alongPath(data) : pairs(data[...])
            for point in points { area.add(point.x, point.y) }
        }
        return Shape(
            fill: attributes["fill"] ?? "#000000", stroke: attributes["stroke"] ?? "none", isDashed: attributes["stroke-dasharray"] != nil,
            isCurved: isPath || attributes["rx"] != nil, isRound: line.hasPrefix("<ellipse"), area: area, points: points)
    }

    /// Points of the lines and cubic Bézier curves of a path, 80 a curve: `Mx,yCx,y x,y x,y x,y … Lx,y …`.
    private static func alongPath(_ data: String) -> [(x: Double, y: Double)] {
        var points: [(x: Double, y: Double)] = []
        var rest = data[...]
        while let command = rest.popFirst() {
            let arguments = pairs(rest.prefix { !$0.isLetter })
            rest = rest.drop { !$0.isLetter }
            guard command == "C" else {
                points += arguments
                continue
            }
            for index in stride(from: 0, through: arguments.count - 3, by: 3) {
                guard let start = points.last else { return [] }
                let (a, b, end) = (arguments[index], arguments[index + 1], arguments[index + 2])
                for part in 1...80 {
                    let t = Double(part) / 80, s = 1 - t
                    points.append(
                        (
                            s * s * s * start.x + 3 * s * s * t * a.x + 3 * s * t * t * b.x + t * t * t * end.x,
                            s * s * s * start.y + 3 * s * s * t * a.y + 3 * s * t * t * b.y + t * t * t * end.y
                        ))
                }
            }
        }
        return points
    }

    private static func pairs(_ text: Substring) -> [(x: Double, y: Double)] {
        let numbers = numbers(String(text))
        return stride(from: 0, to: numbers.count - 1, by: 2).map { (x: numbers[$0], y: numbers[$0 + 1]) }
    }

    private static func attributes(_ line: Substring) -> [String: String] {
        var result: [String: String] = [:]
        let tag = line.prefix { $0 != ">" }
        var pieces = tag.split(separator: "\"", omittingEmptySubsequences: false)[...]
        while pieces.count >= 2, let name = pieces.first?.split(separator: " ").last?.dropLast() {
            result[String(name)] = String(pieces[pieces.startIndex + 1])
            pieces = pieces.dropFirst(2)
        }
        return result
    }

    private static func numbers(_ text: String) -> [Double] {
        text.split { !"0123456789.-".contains($0) }.flatMap { Double($0).map { [$0] } ?? [] }
    }
}
