/// libgvc puts a frame's title at the left of the strip that it keeps free of boxes, and draws arrows across it: such a title moves
/// along the strip to where no arrow passes.
extension SVGDocument {
    func clearTitles() {
        let groups = root.elements.flatMap(\.elements)
        let frames = groups.filter { $0["class"]?.hasPrefix("cluster") == true }.compactMap(FrameTitle.init)
        guard !frames.isEmpty else { return }
        let lines = groups.filter { $0["class"]?.hasPrefix("edge") == true }.flatMap(\.elements).filter { $0.name == "path" }
        let arrows = lines.compactMap { SVGCurve($0["d"] ?? "") }
        for frame in frames { frame.move(awayFrom: arrows) }
    }
}

/// The texts of a frame, which stand in one strip of it.
private struct FrameTitle {
    private let texts: [SVGDocument.Node]
    private let left: Double, right: Double, top: Double, bottom: Double
    /// Where the title may stand: from border to border.
    private let strip: ClosedRange<Double>

    /// Nil for a frame with more in it than words: a number stands where it stands.
    init?(_ group: SVGDocument.Node) {
        texts = group.elements.filter { $0.name == "text" }
        let shapes = group.elements.filter { !["text", "title"].contains($0.name) }
        guard shapes.count == 1, shapes[0].name == "rect", let x = Double(shapes[0]["x"] ?? ""),
            let width = Double(shapes[0]["width"] ?? ""),
            !texts.isEmpty
        else { return nil }
        var spans: [(left: Double, right: Double, top: Double, bottom: Double)] = []
        for text in texts {
            let numbers = ["x", "y", "font-size"].compactMap { Double(text[$0] ?? "") }
            guard numbers.count == 3 else { return nil }
            let (x, y, size) = (numbers[0], numbers[1], numbers[2])
            let run = HTMLRun(
                text.words, face: text["font-family"] == "mono" ? .mono : .sans, size: Int(size), colour: .text,
                isBold: text["font-weight"] == "bold")
            spans.append((x, x + run.width, y - size * 0.8, y + size * 0.3))
        }
        left = spans.map(\.left).min() ?? 0
        right = spans.map(\.right).max() ?? 0
        top = spans.map(\.top).min() ?? 0
        bottom = spans.map(\.bottom).max() ?? 0
        let (first, last) = (x + 9, x + width - 9 - (right - left))
        guard first <= last else { return nil }
        strip = first...last
    }

    /// To the first free place from the left; where there is none, it stays.
    func move(awayFrom arrows: [SVGCurve]) {
        let near = arrows.filter {
            $0.top < bottom && $0.bottom > top && $0.left < strip.upperBound + right - left && $0.right > strip.lowerBound
        }
        let isFree = { (x: Double) in
            !near.contains { $0.crosses(left: x - 5, right: x + right - left + 5, top: top, bottom: bottom) }
        }
        guard !near.isEmpty, !isFree(left) else { return }
        for place in stride(from: strip.lowerBound, through: strip.upperBound, by: 4) where isFree(place) {
            for text in texts { text["x"] = Self.hundredths((Double(text["x"] ?? "") ?? 0) + place - left) }
            return
        }
    }

    private static func hundredths(_ value: Double) -> String {
        let all = Int((value * 100).rounded())
        let rest = abs(all) % 100
        return "\(all < 0 ? "-" : "")\(abs(all) / 100)." + (rest < 10 ? "0\(rest)" : "\(rest)")
    }
}

extension SVGDocument.Node {
    fileprivate var words: String {
        children.reduce("") { text, child in if case .text(let more) = child { text + more } else { text } }
    }
}

/// A path of cubic curves, as libgvc writes it: `M p C p p p …`.
private struct SVGCurve {
    private let points: [(x: Double, y: Double)]
    let left: Double, right: Double, top: Double, bottom: Double

    init?(_ path: String) {
        let numbers = Self.numbers(path)
        guard numbers.count >= 8, numbers.count % 2 == 0 else { return nil }
        points = stride(from: 0, to: numbers.count, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
        left = points.map(\.x).min() ?? 0
        right = points.map(\.x).max() ?? 0
        top = points.map(\.y).min() ?? 0
        bottom = points.map(\.y).max() ?? 0
    }

    /// The numbers of a path, which libgvc writes with two decimals at most: `-12.5`. An arrow has a hundred characters of them, and the
    /// standard library's way from text to number is ten times as long.
    private static func numbers(_ path: String) -> [Double] {
        var numbers: [Double] = []
        var digits = 0, parts = 0, count = 0
        var isNegative = false
        func finish() {
            if count > 0 { numbers.append(Double(isNegative ? -digits : digits) / Double(max(parts, 1))) }
            (digits, parts, count, isNegative) = (0, 0, 0, false)
        }
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                // Longer numbers are no coordinates.
                guard count < 15 else { continue }
                digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
                parts *= 10
                count += 1
            case UInt8(ascii: "."): parts = 1
            case UInt8(ascii: "-"):
                finish()
                isNegative = true
            default: finish()
            }
        }
        finish()
        return numbers
    }

    /// Whether it passes through a rectangle, at points that are no further from one another than a letter is high.
    func crosses(left: Double, right: Double, top: Double, bottom: Double) -> Bool {
        for index in stride(from: 1, through: points.count - 3, by: 3) {
            let (start, a, b, end) = (points[index - 1], points[index], points[index + 1], points[index + 2])
            // A piece is no longer than the lines between its points.
            let length = [(start, a), (a, b), (b, end)].reduce(0.0) { $0 + abs($1.1.x - $1.0.x) + abs($1.1.y - $1.0.y) }
            let parts = max(8, Int(min(length, 3_000) / 4))
            for part in 0...parts {
                let t = Double(part) / Double(parts), s = 1 - t
                let x = s * s * s * start.x + 3 * s * s * t * a.x + 3 * s * t * t * b.x + t * t * t * end.x
                let y = s * s * s * start.y + 3 * s * s * t * a.y + 3 * s * t * t * b.y + t * t * t * end.y
                if x > left, x < right, y > top, y < bottom { return true }
            }
        }
        return false
    }
}
