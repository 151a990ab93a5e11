import CExpat

/// Reads the SVG of the process that draws (Sources/CGraphviz/drawing.c), in pieces as it comes, into a ``SVGDocument``.
package final class SVGReader {
    /// Elements that a figure may hold, and the attributes of each that are written out.
    // A handful each: looking through them is quicker than hashing.
    private static let allowed: [(element: Name, attributes: [Name])] = [
        ("svg", ["width", "height", "viewBox"]),
        ("g", ["id", "class", "transform"]),
        ("title", []),
        ("rect", ["fill", "stroke", "stroke-width", "stroke-dasharray", "x", "y", "width", "height", "rx"]),
        ("text", ["text-anchor", "x", "y", "font-family", "font-size", "font-weight", "fill"]),
        ("path", ["fill", "stroke", "stroke-width", "stroke-dasharray", "d"]),
        ("polygon", ["fill", "stroke", "stroke-width", "stroke-dasharray", "points"]),
        ("polyline", ["fill", "stroke", "stroke-width", "stroke-dasharray", "points"]),
        ("ellipse", ["fill", "stroke", "stroke-width", "stroke-dasharray", "cx", "cy", "rx", "ry"]),
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
        guard let name else { return }
        guard let (element, known) = Self.allowed.first(where: { $0.element == name }) else {
            refused = refused ?? "<\(String(cString: name))>"
            open.append(Node("g", []))
            return
        }
        var attributes: [(name: String, value: String)] = []
        var position = 0
        while list?[position] != nil { position += 2 }
        attributes.reserveCapacity(position / 2)
        position = 0
        while let key = list?[position], let value = list?[position + 1] {
            if let known = known.first(where: { $0 == key }) {
                attributes.append((known.text, String(cString: value)))
            } else {
                refused = refused ?? "\(String(cString: key)) of <\(element.text)>"
            }
            position += 2
        }
        let node = Node(element.text, attributes)
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

/// The name of an element or attribute, compared with expat's as it is: texts need not be made of them.
private struct Name: ExpressibleByStringLiteral {
    let text: String
    private let bytes: StaticString

    init(stringLiteral bytes: StaticString) {
        text = bytes.description
        self.bytes = bytes
    }

    static func == (name: Name, other: UnsafePointer<XML_Char>) -> Bool {
        // Both end with a NUL.
        var position = 0
        while name.bytes.utf8Start[position] == UInt8(bitPattern: other[position]) {
            if other[position] == 0 { return true }
            position += 1
        }
        return false
    }
}
