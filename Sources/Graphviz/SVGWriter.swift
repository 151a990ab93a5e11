import SafeText

extension SVGDocument {
    private static let mono = "ui-monospace,SFMono-Regular,Menlo,Consolas,Liberation Mono,monospace"
    private static let sans = "Helvetica,Arial,Liberation Sans,Arimo,Nimbus Sans,Roboto,Noto Sans,sans-serif"

    /// The finished file.
    package func encoded(_ description: SVGDescription) -> [UInt8] {
        let colours = Dictionary(Colour.all.map { ($0.hex, $0.darkHex) }, uniquingKeysWith: { first, _ in first })
        var painted = Painted()
        clearTitles()
        tidy(root, description, &painted)
        let used = painted.rules(colours)
        if let width = description.width { root.resize(to: width) }
        if description.isPart { compact(root) }
        let prefix = XMLText(description.idPrefix).text
        let motion = description.steps?.styleSheet(within: description.idPrefix) ?? ""
        let name = description.label.map { "aria-label=\"\(XMLText($0).text)\"" } ?? "aria-labelledby=\"\(prefix)-title \(prefix)-desc\""
        // A page has the dark colours of its figures; not for those that are always the same.
        let look = description.isPart && description.theme != .auto ? "kf fixed" : "kf"
        let id = motion.isEmpty ? "" : " id=\"\(prefix)\""
        var text = "<svg xmlns=\"http://www.w3.org/2000/svg\"\(id) class=\"\(look)\" role=\"img\" \(name)"
        for (name, value) in root.attributes { text += " \(name)=\"\(XMLText(value).text)\"" }
        text += ">\n<title id=\"\(prefix)-title\">\(XMLText(description.title).text)</title>\n"
        text += "<desc id=\"\(prefix)-desc\">\(XMLText(description.text).text)</desc>\n"
        if !description.isPart, let scheme = description.theme.colourScheme {
            text += "<style>.kf:root{color-scheme:\(scheme)}"
            if !used.isEmpty { text += "\n@media screen and (prefers-color-scheme:dark){\n\(used)}" }
            text += "</style>\n"
        }
        if !motion.isEmpty { text += "<style>\(motion)</style>\n" }
        var bytes = Array(text.utf8)
        for case .element(let child) in root.children { write(child, &bytes) }
        bytes += "</svg>\n".utf8
        return bytes
    }

    private func tidy(_ node: Node, _ description: SVGDescription, _ painted: inout Painted) {
        let id = node === root ? nil : node["id"]
        if let id { node["id"] = "\(description.idPrefix)-\(id)" }
        for position in node.attributes.indices where node.attributes[position].name == "fill" || node.attributes[position].name == "stroke"
        {
            guard description.theme == .auto else { continue }
            let (paint, value) = node.attributes[position]
            painted.add(value, isFill: paint == "fill")
        }
        if let family = node["font-family"] { node["font-family"] = family == "mono" ? Self.mono : Self.sans }
        if let id { description.steps?.mark(node, id: id) }
        for case .element(let child) in node.children { tidy(child, description, &painted) }
    }

    private func write(_ node: Node, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "<"))
        bytes += node.name.utf8
        for (name, value) in node.attributes {
            bytes.append(UInt8(ascii: " "))
            bytes += name.utf8
            bytes += "=\"".utf8
            XMLText.append(value, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        if node.children.isEmpty {
            bytes += "/>\n".utf8
            return
        }
        bytes += (node.name == "g" ? ">\n" : ">").utf8
        for child in node.children {
            switch child {
            case .element(let inner): write(inner, &bytes)
            case .text(let content): XMLText.append(content, to: &bytes) { $0.withDirectionEnds }
            }
        }
        bytes += "</".utf8
        bytes += node.name.utf8
        bytes += ">\n".utf8
    }
}

/// The colours that occur, as libgvc writes them.
private struct Painted {
    private var fills: [String] = []
    private var strokes: [String] = []

    /// A dozen at most: looking through them is quicker than hashing.
    mutating func add(_ value: String, isFill: Bool) {
        if isFill, !fills.contains(value) { fills.append(value) }
        if !isFill, !strokes.contains(value) { strokes.append(value) }
    }

    /// What those become on a dark ground, one rule a line.
    func rules(_ colours: [String: String]) -> String {
        let pairs = fills.map { ("fill", $0) } + strokes.map { ("stroke", $0) }
        let rules = pairs.compactMap { paint, value in colours[value].map { ".kf [\(paint)=\"\(value)\"]{\(paint):\($0)}\n" } }
        return rules.sorted().reduce(into: "") { $0 += $1 }
    }
}

extension Theme {
    /// The ground that a browser puts around and behind a figure that it shows alone. Within a page, where the figure is not the root,
    /// and in an `<img>` the page decides.
    fileprivate var colourScheme: StaticString? {
        switch self {
        case .auto: "light dark"
        case .dark: "dark"
        case .light, .print: nil
        }
    }
}

extension SVGDocument.Node {
    /// Sets `width` in pixels, and `height` by the proportions of the viewBox.
    fileprivate func resize(to width: Int) {
        let box = (self["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
        guard box.count == 4, box[2] > 0 else { return }
        self["width"] = String(width)
        self["height"] = String(Int((Double(width) * box[3] / box[2]).rounded()))
    }
}

extension String {
    /// A left-to-right mark after each run of letters that are written from right to left, so that what follows them (a colon, a
    /// port) stays behind them.
    fileprivate var withDirectionEnds: String {
        // The first of those letters begins with this byte in UTF-8.
        guard utf8.contains(where: { $0 >= 0xD6 }), unicodeScalars.contains(where: Self.isRightToLeft) else { return self }
        let scalars = Array(unicodeScalars)
        var result = String.UnicodeScalarView()
        for (position, scalar) in scalars.enumerated() {
            result.append(scalar)
            guard Self.isRightToLeft(scalar), position + 1 < scalars.count, !Self.isRightToLeft(scalars[position + 1]) else { continue }
            // A name's own hyphens belong to it.
            let next = scalars[(position + 1)...].first { !"-_.".unicodeScalars.contains($0) }
            if let next, !Self.isRightToLeft(next) { result.append("\u{200E}") }
        }
        return String(result)
    }

    /// Hebrew, Arabic, Syriac, Thaana, NKo and their kin.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }
}
