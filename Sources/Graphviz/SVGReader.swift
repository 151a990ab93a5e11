import CExpat

/// Reads libgvc's SVG, in pieces as it comes, into a ``SVGDocument``.
package final class SVGReader {
    /// Elements that a figure may hold, and the attributes of each that are written out.
    // A handful each: looking through them is quicker than hashing.
    private static let allowed: [String: [String]] = [
        "svg": ["width", "height", "viewBox", "preserveAspectRatio"],
        "g": ["id", "class", "transform"],
        "title": [], "a": ["xlink:title", "target"],
        "polygon": ["fill", "stroke", "stroke-width", "stroke-dasharray", "points"],
        "polyline": ["fill", "stroke", "stroke-width", "stroke-dasharray", "points"],
        "path": ["fill", "stroke", "stroke-width", "stroke-dasharray", "d"],
        "ellipse": ["fill", "stroke", "stroke-width", "stroke-dasharray", "cx", "cy", "rx", "ry"],
        "text": [
            "text-anchor", "x", "y", "font-family", "font-size", "font-weight", "fill", "text-decoration", "xml:space", "font-style",
        ],
    ]

    private typealias Node = SVGDocument.Node

    private let parser = XML_ParserCreate("UTF-8")
    private var isWellFormed = true
    private var root: Node?
    private var refused: String?
    private var open: [Node] = []

    package init() {
        guard let parser else { return }
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser, { data, name, attributes in SVGReader.of(data)?.open(name, attributes) }, { data, _ in SVGReader.of(data)?.close() })
        XML_SetCharacterDataHandler(parser) { data, text, length in SVGReader.of(data)?.add(text, length) }
    }

    deinit { XML_ParserFree(parser) }

    /// The next piece of the text.
    package func read(_ bytes: UnsafeRawBufferPointer) { parse(bytes, isLast: false) }

    /// What has been read.
    package func document() throws(SVGDocument.Failure) -> SVGDocument {
        parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
        guard isWellFormed, let root else {
            throw .notWellFormed(line: parser == nil ? 0 : Int(XML_GetCurrentLineNumber(parser)))
        }
        if let refused { throw .notAllowed(refused) }
        return SVGDocument(root: root)
    }

    private func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) {
        // After a fault nothing is read: the parser stays at its place.
        guard isWellFormed else { return }
        guard let parser else {
            isWellFormed = false
            return
        }
        let text = bytes.bindMemory(to: CChar.self).baseAddress
        isWellFormed = XML_Parse(parser, text, Int32(truncatingIfNeeded: bytes.count), isLast ? 1 : 0) == XML_STATUS_OK
    }

    // MARK: What expat calls back

    private static func of(_ data: UnsafeMutableRawPointer?) -> SVGReader? {
        data.map { Unmanaged<SVGReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private func open(_ name: UnsafePointer<XML_Char>?, _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
        guard let name = name.map({ String(cString: $0) }) else { return }
        guard let known = Self.allowed[name] else {
            refused = refused ?? "<\(name)>"
            open.append(Node("g", []))
            return
        }
        var attributes: [(name: String, value: String)] = []
        var position = 0
        while list?[position] != nil { position += 2 }
        attributes.reserveCapacity(position / 2)
        position = 0
        while let key = list?[position], let value = list?[position + 1] {
            let key = String(cString: key)
            if known.contains(key) {
                attributes.append((key, String(cString: value)))
            } else if !key.hasPrefix("xmlns") {
                refused = refused ?? "\(key) of <\(name)>"
            }
            position += 2
        }
        let node = Node(name, attributes)
        if let parent = open.last { parent.children.append(.element(node)) } else if root == nil { root = node }
        open.append(node)
    }

    private func close() { _ = open.popLast() }

    private func add(_ text: UnsafePointer<XML_Char>?, _ length: Int32) {
        guard let text, let node = open.last, node.name == "text" || node.name == "title" else { return }
        let bytes = UnsafeRawBufferPointer(start: text, count: Int(length))
        let more = String(decoding: bytes, as: UTF8.self)
        if case .text(let before)? = node.children.last {
            node.children[node.children.count - 1] = .text(before + more)
        } else {
            node.children.append(.text(more))
        }
    }
}
