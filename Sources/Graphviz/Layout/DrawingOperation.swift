/// One operation of xdot (graphviz.org/docs/outputs/canon, "xdot"): what libgvc would draw, in points, y upwards.
enum DrawingOperation: Equatable {
    case polygon([LaidOutFigure.Point], isFilled: Bool)
    case polyline([LaidOutFigure.Point])
    /// A start and three points for each cubic curve.
    case curve([LaidOutFigure.Point], isFilled: Bool)
    case ellipse(center: LaidOutFigure.Point, width: Double, height: Double, isFilled: Bool)
    /// A text's baseline from here; as wide as libgvc measured it. Its words are known from the graph.
    case text(LaidOutFigure.Point, width: Double)
    /// `#rrggbb`, or `#rrggbbaa` where it is not opaque.
    case fillColour(String)
    case penColour(String)
    /// `dashed`, `solid`, `setlinewidth(1.5)`, …
    case style(String)

    /// The operations of an attribute such as `_draw_`; nil where it is not in the language of xdot.
    static func read(_ text: Substring) -> [DrawingOperation]? {
        var reader = DrawingOperationReader(text)
        return reader.operations()
    }
}

/// Reads operations from left to right. Texts have their length in bytes before them, so that nothing in them means anything.
private struct DrawingOperationReader {
    private var rest: Substring.UTF8View

    init(_ text: Substring) { rest = text.utf8 }

    mutating func operations() -> [DrawingOperation]? {
        var operations: [DrawingOperation] = []
        while let letter = word() {
            switch letter {
            case "P", "p":
                guard let points = points() else { return nil }
                operations.append(.polygon(points, isFilled: letter == "P"))
            case "L":
                guard let points = points() else { return nil }
                operations.append(.polyline(points))
            // A capital B is the one without a ground here.
            case "B", "b":
                guard let points = points(), points.count % 3 == 1 else { return nil }
                operations.append(.curve(points, isFilled: letter == "b"))
            case "E", "e":
                guard let center = point(), let width = number(), let height = number() else { return nil }
                operations.append(.ellipse(center: center, width: width, height: height, isFilled: letter == "E"))
            case "T":
                guard let place = point(), number() != nil, let width = number(), text() != nil else { return nil }
                operations.append(.text(place, width: width))
            case "C":
                guard let colour = text() else { return nil }
                operations.append(.fillColour(colour))
            case "c":
                guard let colour = text() else { return nil }
                operations.append(.penColour(colour))
            case "S":
                guard let style = text() else { return nil }
                operations.append(.style(style))
            // Fonts and their characteristics: the graph says what they are.
            case "F": guard number() != nil, text() != nil else { return nil }
            case "t": guard number() != nil else { return nil }
            default: return nil
            }
        }
        return operations
    }

    private mutating func word() -> Substring? {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        guard !rest.isEmpty else { return nil }
        let word = rest.prefix { $0 != UInt8(ascii: " ") }
        rest = rest.dropFirst(word.count)
        return Substring(word)
    }

    private mutating func number() -> Double? { word().flatMap { Double($0) } }

    private mutating func point() -> LaidOutFigure.Point? {
        guard let x = number(), let y = number() else { return nil }
        return LaidOutFigure.Point(x: x, y: y)
    }

    private mutating func points() -> [LaidOutFigure.Point]? {
        // No more than there is text for.
        guard let count = word().flatMap({ Int($0) }), (1...rest.count / 4 + 1).contains(count) else { return nil }
        var points: [LaidOutFigure.Point] = []
        for _ in 0..<count {
            guard let point = point() else { return nil }
            points.append(point)
        }
        return points
    }

    /// `5 -hello`: so many bytes after the hyphen.
    private mutating func text() -> String? {
        guard let length = word().flatMap({ Int($0) }), length >= 0, rest.count >= length + 2, rest.prefix(2).elementsEqual(" -".utf8)
        else {
            return nil
        }
        rest = rest.dropFirst(2)
        let text = String(Substring(rest.prefix(length)))
        rest = rest.dropFirst(length)
        return text
    }
}
