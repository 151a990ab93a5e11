import SafeText

/// Writes the SVG of a figure: real text, no script, no link, nothing that a figure does not hold. One element a line.
package struct SVGWriter {
    private let description: SVGDescription
    private var bytes: [UInt8] = []
    private var colours: SVGColours

    /// The finished file, or the `<svg>` element for a page.
    package static func write(_ figure: LaidOutFigure, _ description: SVGDescription) -> [UInt8] {
        var figure = figure
        figure.clearTitles()
        var writer = SVGWriter(description)
        writer.write(figure)
        return Array(writer.head(figure).utf8) + writer.bytes + Array("</svg>\n".utf8)
    }

    private init(_ description: SVGDescription) {
        self.description = description
        colours = SVGColours(theme: description.theme)
    }

    // MARK: The element itself

    /// All that stands before the drawing; written after it, when it is known which colours occur.
    private func head(_ figure: LaidOutFigure) -> String {
        let prefix = XMLText(description.idPrefix).text
        let motion = description.steps?.styleSheet(within: description.idPrefix) ?? ""
        let name = description.label.map { "aria-label=\"\(XMLText($0).text)\"" } ?? "aria-labelledby=\"\(prefix)-title \(prefix)-desc\""
        // A page has the colours of its figures; not for those that are always the same.
        let look = description.isPart && description.theme != .auto ? "kf fixed" : "kf"
        let id = motion.isEmpty ? "" : " id=\"\(prefix)\""
        var text = "<svg xmlns=\"http://www.w3.org/2000/svg\"\(id) class=\"\(look)\" role=\"img\" \(name)\(size(figure))"
        text += description.isPart ? ">\n" : " font-family=\"\(SVGFonts.sans)\">\n"
        text += "<title id=\"\(prefix)-title\">\(XMLText(description.title).text)</title>\n"
        text += "<desc id=\"\(prefix)-desc\">\(XMLText(description.text).text)</desc>\n"
        let sheet = description.isPart ? "" : colours.styleSheet
        if !sheet.isEmpty { text += "<style>\(sheet)</style>\n" }
        if !motion.isEmpty { text += "<style>\(motion)</style>\n" }
        return text
    }

    private func size(_ figure: LaidOutFigure) -> String {
        let box = " viewBox=\"0 0 \(SVGNumber(figure.width)) \(SVGNumber(figure.height))\""
        guard let width = description.width else {
            let unit = figure.isInPixels ? "" : "pt"
            return " width=\"\(Int(figure.width.rounded()))\(unit)\" height=\"\(Int(figure.height.rounded()))\(unit)\"\(box)"
        }
        return " width=\"\(width)\" height=\"\(Int((Double(width) * figure.height / figure.width).rounded()))\"\(box)"
    }

    // MARK: Groups

    private mutating func write(_ figure: LaidOutFigure) {
        // What belongs to the figure as a whole lies below all else, and all else within it.
        begin(figure.figure)
        for item in figure.figure.items { write(item, in: figure.figure) }
        for group in figure.frames + figure.boxes + figure.arrows { write(group) }
        write("</g>\n")
    }

    private mutating func begin(_ group: LaidOutFigure.Group) {
        write("<g id=\"\(XMLText("\(description.idPrefix)-\(group.id)").text)\" class=\"\(group.kind.rawValue)")
        if !group.role.isEmpty { write(" \(XMLText(group.role).text)") }
        if let mark = description.steps?.mark(group) { write(" \(mark)") }
        write("\"")
        if let opacity = description.steps?.opacity(of: group) { write(" opacity=\"\(opacity)\"") }
        write(">\n")
    }

    private mutating func write(_ group: LaidOutFigure.Group) {
        begin(group)
        // A page has the words of the tooltips.
        if !description.isPart, !group.tooltip.isEmpty { write("<title>\(XMLText(group.tooltip).text)</title>\n") }
        for item in group.items { write(item, in: group) }
        write("</g>\n")
    }

    private mutating func write(_ item: LaidOutFigure.Item, in group: LaidOutFigure.Group) {
        switch item {
        case .shape(let shape): write(shape, bold: description.steps?.isNewest(group) == true)
        case .line(let line): write(line)
        case .group(let inner): write(inner)
        }
    }

    // MARK: Shapes

    private mutating func write(_ shape: LaidOutFigure.Shape, bold: Bool) {
        var isLine = false
        switch shape.outline {
        case .box(let corner, let width, let height, let radius):
            write("<rect x=\"\(SVGNumber(corner.x))\" y=\"\(SVGNumber(corner.y))\"")
            // In hundredths, so that left and width together are where the right side is.
            write(" width=\"\(SVGNumber(from: corner.x, to: corner.x + width))\"")
            write(" height=\"\(SVGNumber(from: corner.y, to: corner.y + height))\"")
            if radius > 0 { write(" rx=\"\(SVGNumber(radius))\"") }
        case .polygon(let points): write("<polygon points=\"\(SVGPath.points(points))\"")
        case .polyline(let points): write("<polyline points=\"\(SVGPath.points(points))\"")
        case .curve(let points):
            isLine = shape.fill == nil
            write("<path d=\"\(SVGPath.curve(points))\"")
        case .ellipse(let center, let width, let height):
            write("<ellipse cx=\"\(SVGNumber(center.x))\" cy=\"\(SVGNumber(center.y))\"")
            write(" rx=\"\(SVGNumber(width / 2))\" ry=\"\(SVGNumber(height / 2))\"")
        }
        paint("fill", shape.fill)
        if let stroke = shape.stroke {
            paint("stroke", stroke)
            let width = bold && isLine ? SVGSteps.bold : shape.strokeWidth
            if width != 1 { write(" stroke-width=\"\(SVGNumber(width))\"") }
            switch shape.dash {
            case .solid: break
            case .dashed: write(" stroke-dasharray=\"5,2\"")
            case .dotted: write(" stroke-dasharray=\"1,5\"")
            }
        }
        write("/>\n")
    }

    // MARK: Text

    /// One line is one element, so that its parts follow one another in every font.
    private mutating func write(_ line: LaidOutFigure.Line) {
        write("<text x=\"\(SVGNumber(line.place.x))\" y=\"\(SVGNumber(line.place.y))\"")
        switch line.alignment {
        case .left: break
        case .center: write(" text-anchor=\"middle\"")
        case .right: write(" text-anchor=\"end\"")
        }
        if line.runs.contains(where: { SVGText.hasSpacesToKeep(SVGText.words($0)) }) { write(" xml:space=\"preserve\"") }
        let isPlain = line.runs.count == 1
        if !isPlain { write(">") }
        for (position, run) in line.runs.enumerated() {
            if !isPlain { write("<tspan") }
            if run.face == .mono { write(" font-family=\"\(description.isPart ? "monospace" : SVGFonts.mono)\"") }
            write(" font-size=\"\(run.size)\"")
            if run.isBold { write(" font-weight=\"bold\"") }
            paint("fill", run.colour)
            write(">")
            SVGText.append(run, isLast: position == line.runs.count - 1, to: &bytes)
            if !isPlain { write("</tspan>") }
        }
        write("</text>\n")
    }

    // MARK: Bytes

    private mutating func paint(_ attribute: StaticString, _ colour: Colour?) {
        write(" \(attribute)=\"")
        if let colour { write(colours.used(colour, isFill: "\(attribute)" == "fill")) } else { write("none") }
        write("\"")
    }

    private mutating func write(_ text: String) { bytes += text.utf8 }
}
